import { describe, expect, it } from 'vitest';
import { fateOf, type Fate } from './fate';

const receipt = { results: [] };
const ours = (json: unknown): boolean => json === receipt;
const problem = (code: string): unknown => ({ code, kind: 'refused', message: 'no' });

const cases: [sentence: string, status: number | null, json: unknown, fate: Fate][] = [
  ['no answer at all is tried again', null, undefined, 'retry'],
  ['a 200 with our receipt is done', 200, receipt, 'done'],
  ["a captive portal's 200 page is not ours and is tried again", 200, undefined, 'retry'],
  ["somebody else's JSON with 200 is tried again", 200, { ok: true }, 'retry'],
  ['a 204 without our receipt is tried again', 204, undefined, 'retry'],
  ['a redirect to a sign-in page of a portal is tried again', 302, undefined, 'retry'],
  ['our 401 pauses the queue until the person signs in', 401, problem('identity.token_expired'), 'signIn'],
  ["a proxy's 401 is not our server's word", 401, undefined, 'retry'],
  ['a timeout is tried again', 408, problem('request.timeout'), 'retry'],
  ['a lock held elsewhere is tried again', 423, problem('file.busy'), 'retry'],
  ['too many requests are tried again later', 429, problem('rate.limited'), 'retry'],
  ['a broken server is tried again', 500, problem('internal'), 'retry'],
  ['a bad gateway is tried again', 502, undefined, 'retry'],
  ['a server without its database is tried again', 503, problem('store.unavailable'), 'retry'],
  ['a full disk on the server is tried again', 507, undefined, 'retry'],
  ['our 422 is a refusal', 422, problem('record.sealed'), 'refused'],
  ['our 404 is a refusal', 404, problem('not_found'), 'refused'],
  ['our 409 is a refusal', 409, problem('act.id_reused'), 'refused'],
  ['our 413 is a refusal', 413, problem('request.too_large'), 'refused'],
  ["a portal's 403 page is tried again", 403, undefined, 'retry'],
  ["a firewall's 404 page is tried again", 404, undefined, 'retry'],
  ['a server that is older than this app keeps the act', 422, problem('act.newer_app'), 'updateApp'],
  ['a server that no longer speaks to this app asks for an update', 426, problem('app.too_old'), 'updateApp'],
];

describe('the fate of a request', () => {
  it.each(cases)('%s', (_sentence, status, json, fate) => {
    expect(fateOf(status === null ? null : { status, json }, ours)).toBe(fate);
  });
});
