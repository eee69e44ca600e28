// A refusal of the phone's law, with the code and details the server would give. Deeds throw it; doAct catches it.

export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(code)
  }
}

/** need refuses when an assumption does not hold. */
export function need(holds: unknown, code: string, details: Record<string, unknown> = {}): asserts holds {
  if (!holds) throw new Refused(code, details)
}
