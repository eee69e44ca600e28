// What becomes of a request, decided in one pure place. A phone's evidence hangs on this table: nothing is dropped that
// is not `done`, nothing is retried for ever that was `refused`, and a captive portal's cheerful 200 is neither.

/** done: the server has it, with our receipt. retry: nothing happened, again later. signIn: pause the whole queue until
 * the person signs in. refused: our server said no to this. updateApp: the two sides speak different versions; keep. */
export type Fate = 'done' | 'retry' | 'signIn' | 'refused' | 'updateApp';

/** An HTTP answer as far as it matters here; `json` is undefined when the body is not JSON. */
export interface Answer {
  status: number;
  json: unknown;
}

/** The codes by which the server says that it and this app speak different versions. */
const versionCodes = new Set(['act.newer_app', 'app.too_old']);

/** codeOf reads the stable code of one of our problem documents (they carry `code` and `kind`), else undefined. */
export function codeOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const { code, kind } = json as { code?: unknown; kind?: unknown };
  return typeof code === 'string' && typeof kind === 'string' ? code : undefined;
}

/**
 * fateOf decides over one answer; `null` means that no answer came at all. `ours` recognises the expected success body
 * (a receipt, a page of changes): a 2xx that it does not recognise is somebody else's page.
 */
export function fateOf(answer: Answer | null, ours: (json: unknown) => boolean): Fate {
  if (answer === null) return 'retry';
  const { status, json } = answer;
  if (status >= 200 && status < 300) return ours(json) ? 'done' : 'retry';
  const code = codeOf(json);
  if (status === 401) return code === undefined ? 'retry' : 'signIn';
  if (status === 408 || status === 423 || status === 425 || status === 429 || status >= 500) return 'retry';
  if (code === undefined) return 'retry'; // a proxy's or portal's 4xx is not our server's word
  if (status === 426 || versionCodes.has(code)) return 'updateApp';
  if (status >= 400) return 'refused';
  return 'retry';
}
