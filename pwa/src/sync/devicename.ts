const systems: readonly [RegExp, string][] = [
  [/HarmonyOS/i, 'HarmonyOS'], [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Macintosh/, 'Mac'], [/Linux/, 'Linux'],
]
const browsers: readonly [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'], [/HuaweiBrowser/i, 'Huawei'], [/MiuiBrowser/i, 'MIUI'], [/Edg[A]?\//, 'Edge'], [/Firefox|FxiOS/, 'Firefox'], [/Chrom(e|ium)|CriOS/, 'Chrome'], [/Safari/, 'Safari'],
]

/** What a device calls itself in a list of devices: its system and its browser, as far as it says them. */
export function deviceName(userAgent: string | undefined): string {
  const told = userAgent ?? ''
  const found = (names: readonly [RegExp, string][]): string[] => names.filter(([says]) => says.test(told)).slice(0, 1).map(([, name]) => name)
  return [...found(systems), ...found(browsers)].join(' · ')
}
