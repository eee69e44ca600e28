// How one answer is judged, on the phone: the same rules as internal/checklist (judge.go, number.go, checklist.go),
// held to the same vectors (internal/checklist/testdata/judge.json). The server remains the judge; this copy answers
// while there is no signal. No clock here: the day of the check comes in.

export type AnswerType = 'conformity' | 'number' | 'date_valid_until' | 'date_last_done';

/** The kind of answer with its limits, as getChecklist gives it. With maxOpen the upper limit itself is too much. */
export interface AnswerSpec {
  type: AnswerType;
  unit: string;
  min: number | null;
  max: number | null;
  maxOpen: boolean;
  limitSure: boolean;
}

/** A law or standard by its title, and an article where one is claimed; not sure: never printed. */
export interface Citation {
  law: string;
  article: string;
  sure: boolean;
}

export interface Penalty {
  law: string;
  article: string;
  gist: string;
}

/** One line 检查项 of a checklist, as getChecklist gives it. */
export interface Item {
  id: string;
  category: string;
  text: string;
  method: string[];
  standard: string;
  finding: string;
  basis: Citation[];
  majorHazard: boolean;
  majorBasis: Citation | null;
  majorLogic: string;
  answer: AnswerSpec;
  photo: 'required' | 'optional' | 'none';
  penalty: Penalty[];
  defaultMeasure: 'spot' | 'order' | 'stop' | 'case' | 'transfer';
  transferTo: string;
  appliesIf: string;
  note: string;
}

/** One version of a checklist 检查表; its digest names its content. */
export interface Checklist {
  code: string;
  name: string;
  nameEn: string;
  version: string;
  digest: string;
  appliesTo: string;
  compiledOn: string;
  expertAdvised: boolean;
  verifiedByBureau: boolean;
  notes: string[];
  items: Item[];
}

/** What was measured or read on site: a number, or a date as YYYY-MM-DD, never both. */
export interface Value {
  number?: number;
  date?: string;
}

export type Verdict = 'conforms' | 'violates' | 'not_applicable' | 'not_examined';

/** A no, with its stable code and, where there is one, the reason in one stable word. */
export interface AnswerRefusal {
  ok: false;
  code: 'answer.wrong_type' | 'answer.not_a_number' | 'answer.ambiguous_number' | 'answer.bad_date';
  reason: '' | 'format' | 'not_finite' | 'magnitude' | 'not_on_calendar' | 'too_old' | 'in_future';
  field: '' | 'value' | 'on';
}

/** The empty verdict means: a person judges. sure is false where the limit is a proposal only. */
export type Judgement = { ok: true; verdict: Verdict | ''; sure: boolean } | AnswerRefusal;

export type ReadNumber = { ok: true; number: number } | AnswerRefusal;

const MAGNITUDE = 1e9;
const OLDEST_YEAR = 1950;
const LONGEST_NUMBER = 40;

/** Gives the verdict that the item's limits give on a value, on the day of the check (YYYY-MM-DD). */
export function judge(item: { answer: AnswerSpec }, value: Value, on: string): Judgement {
  const spec = item.answer;
  const hasDate = value.date !== undefined && value.date !== '';
  const wantNumber = spec.type === 'number';
  const wantDate = spec.type === 'date_valid_until' || spec.type === 'date_last_done';
  if ((value.number !== undefined) !== wantNumber || hasDate !== wantDate) return refusal('answer.wrong_type');
  if (value.number !== undefined) return judgeNumber(spec, value.number);
  if (value.date !== undefined && hasDate) return judgeDate(spec, value.date, on);
  return { ok: true, verdict: '', sure: false };
}

/**
 * Reads a number as people type it: full-width digits, point and signs count as their plain forms, blanks around are
 * ignored. A comma is refused as ambiguous: a limit must not hang on a guess.
 */
export function parseNumber(text: string): ReadNumber {
  const plain = text
    .replace(/^[ \t\r\n\u00a0\u3000]+|[ \t\r\n\u00a0\u3000]+$/g, '')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))
    .replace(/[．。]/g, '.')
    .replace(/[－−]/g, '-')
    .replace(/＋/g, '+')
    .replace(/[，、]/g, ',');
  if ([...plain].length > LONGEST_NUMBER) return refusal('answer.not_a_number', 'format');
  if (plain.includes(',') && isPlainNumber(plain.replaceAll(',', ''))) return refusal('answer.ambiguous_number');
  if (!isPlainNumber(plain)) return refusal('answer.not_a_number', 'format');
  const number = Number(plain);
  return usable(number) ?? { ok: true, number };
}

/** Whether an item applies, given the facts of the check. An unstated fact hides nothing: it applies, not known. */
export function applies(
  item: { appliesIf: string },
  facts: Readonly<Record<string, boolean>>,
): { applies: boolean; known: boolean } {
  if (item.appliesIf === '') return { applies: true, known: true };
  const fact = Object.hasOwn(facts, item.appliesIf) ? facts[item.appliesIf] : undefined;
  return { applies: fact ?? true, known: fact !== undefined };
}

/** The distinct conditions of a checklist, in order of first appearance: each a yes/no fact of the check, asked once. */
export function conditions(list: { items: readonly { appliesIf: string }[] }): string[] {
  return [...new Set(list.items.map((item) => item.appliesIf))].filter((condition) => condition !== '');
}

function judgeNumber(spec: AnswerSpec, x: number): Judgement {
  const no = usable(x);
  if (no) return no;
  if (spec.min === null && spec.max === null) return { ok: true, verdict: '', sure: false };
  const tooLow = spec.min !== null && x < spec.min;
  const tooHigh = spec.max !== null && (x > spec.max || (spec.maxOpen && x === spec.max));
  return verdictOf(!tooLow && !tooHigh, spec);
}

function judgeDate(spec: AnswerSpec, date: string, on: string): Judgement {
  const today = day('on', on);
  if ('ok' in today) return today;
  const given = day('value', date);
  if ('ok' in given) return given;
  if (spec.type === 'date_valid_until') return verdictOf(rank(given) >= rank(today), spec);
  if (rank(given) > rank(today)) return refusal('answer.bad_date', 'in_future', 'value');
  if (spec.max === null) return { ok: true, verdict: '', sure: false };
  return verdictOf(rank(today) <= rank(addMonths(given, Math.trunc(spec.max))), spec);
}

function verdictOf(good: boolean, spec: AnswerSpec): Judgement {
  return { ok: true, verdict: good ? 'conforms' : 'violates', sure: spec.limitSure };
}

function usable(x: number): AnswerRefusal | undefined {
  if (!Number.isFinite(x)) return refusal('answer.not_a_number', 'not_finite');
  if (Math.abs(x) > MAGNITUDE) return refusal('answer.not_a_number', 'magnitude');
  return undefined;
}

function isPlainNumber(text: string): boolean {
  return /^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)$/.test(text);
}

interface Day {
  year: number;
  month: number; // 1 to 12
  date: number;
}

// day reads YYYY-MM-DD without the Date object, which would turn the 30th of February into March.
function day(field: 'value' | 'on', text: string): Day | AnswerRefusal {
  const parts = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
  if (!parts) return refusal('answer.bad_date', 'format', field);
  const found = { year: Number(parts[1]), month: Number(parts[2]), date: Number(parts[3]) };
  const exists = found.month >= 1 && found.month <= 12 && found.date >= 1 && found.date <= lastOf(found.year, found.month);
  if (!exists) return refusal('answer.bad_date', 'not_on_calendar', field);
  if (found.year < OLDEST_YEAR) return refusal('answer.bad_date', 'too_old', field);
  return found;
}

function lastOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// addMonths goes forward by whole calendar months and stays inside the month it lands in.
function addMonths(from: Day, months: number): Day {
  const count = from.year * 12 + (from.month - 1) + months;
  const year = Math.floor(count / 12);
  const month = (count % 12) + 1;
  return { year, month, date: Math.min(from.date, lastOf(year, month)) };
}

function rank(on: Day): number {
  return on.year * 10000 + on.month * 100 + on.date;
}

function refusal(
  code: AnswerRefusal['code'],
  reason: AnswerRefusal['reason'] = '',
  field: AnswerRefusal['field'] = '',
): AnswerRefusal {
  return { ok: false, code, reason, field };
}
