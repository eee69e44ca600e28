// What a story needs of a browser, whoever built it: as little as every engine can really do, so that a story is written
// once. Pressing, typing and choosing a file go through the engine's own input, not through events made up in the page.

/** One window of a running browser. Elements are named by a CSS selector that fits exactly one. */
export interface Tab {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs a function in the page. It may only use its arguments, and they and its result must be plain JSON. */
  ask<A extends readonly unknown[], R>(question: (...args: A) => R | Promise<R>, ...args: A): Promise<Awaited<R>>
  press(selector: string): Promise<void>
  /** Empties a field and types into it. */
  type(selector: string, text: string): Promise<void>
  /** Gives a file to an input, as its owner would from the file dialog. */
  choose(selector: string, path: string): Promise<void>
  /** What the page's console said and should not have. */
  complaints(): readonly string[]
  /** Ends the browser as a person does: its profile is complete afterwards. */
  close(): Promise<void>
}

/** Starts one engine on a profile folder; the same folder again is the same phone after a restart. */
export type Engine = (profile: string) => Promise<Tab>
