/** A locale's section: exactly the keys of its zh-CN source, no more and no fewer. */
export type Translation<Source> = { readonly [K in keyof Source]: string }

/** The names in braces of a sentence: `'{done}/{all}'` has `done` and `all`. */
export type Places<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never

/** The parts of a sentence given by name. */
export type Values = Readonly<Record<string, string | number>>

/** Puts values into a sentence. A place without a value stays visible as `{name}`, so a mistake shows on screen. */
export function fill(sentence: string, values: Values | undefined): string {
  if (!values) return sentence
  return sentence.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name]
    return value === undefined ? place : String(value)
  })
}
