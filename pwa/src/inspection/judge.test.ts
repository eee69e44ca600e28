import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applies, conditions, judge, parseNumber } from './judge';
import type { AnswerSpec, Value, Verdict } from './judge';

// The vectors that go test runs against internal/checklist.
interface Vectors {
  judge: {
    name: string;
    answer: Pick<AnswerSpec, 'type' | 'min' | 'max' | 'limitSure'> & { maxOpen?: boolean };
    value: Value;
    special?: 'NaN' | 'Infinity' | '-Infinity';
    on: string;
    verdict?: Verdict | '';
    sure?: boolean;
    code?: string;
    reason?: string;
    field?: string;
  }[];
  numbers: { text: string; number?: number; code?: string }[];
  applies: { name: string; appliesIf: string; facts: Record<string, boolean>; applies: boolean; known: boolean }[];
  conditions: { name: string; appliesIf: string[]; conditions: string[] }[];
}

const path = new URL('../../../internal/checklist/testdata/judge.json', import.meta.url);
const vectors = JSON.parse(readFileSync(path, 'utf8')) as Vectors;

it('the shared vectors have not shrunk', () => {
  expect(vectors.judge.length).toBeGreaterThanOrEqual(40);
  expect(vectors.numbers.length).toBeGreaterThanOrEqual(30);
  expect(vectors.applies.length).toBeGreaterThanOrEqual(5);
  expect(vectors.conditions.length).toBeGreaterThanOrEqual(2);
});

describe('an answer is judged by its limits', () => {
  it.each(vectors.judge)('$name', (c) => {
    const value = c.special === undefined ? c.value : { number: Number(c.special) };
    const got = judge({ answer: { unit: '', maxOpen: false, ...c.answer } }, value, c.on);
    if (c.code === undefined) {
      expect(got).toEqual({ ok: true, verdict: c.verdict, sure: c.sure });
    } else {
      expect(got).toMatchObject({
        ok: false,
        code: c.code,
        ...(c.reason === undefined ? {} : { reason: c.reason }),
        ...(c.field === undefined ? {} : { field: c.field }),
      });
    }
  });
});

describe('a number is read as people type it', () => {
  it.each(vectors.numbers)('$text', (c) => {
    const got = parseNumber(c.text);
    if (c.code === undefined) expect(got).toEqual({ ok: true, number: c.number });
    else expect(got).toMatchObject({ ok: false, code: c.code });
  });
});

describe('an item applies by the facts of the check', () => {
  it.each(vectors.applies)('$name', (c) => {
    expect(applies({ appliesIf: c.appliesIf }, c.facts)).toEqual({ applies: c.applies, known: c.known });
  });
});

describe('conditions are asked once', () => {
  it.each(vectors.conditions)('$name', (c) => {
    expect(conditions({ items: c.appliesIf.map((appliesIf) => ({ appliesIf })) })).toEqual(c.conditions);
  });
});
