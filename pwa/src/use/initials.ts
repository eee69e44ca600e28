// Finding Chinese text by the initials of its pinyin, on the phone and without a table to download: the browser sorts by
// pinyin itself, so the first letter of a character is where it sorts between 23 characters that begin a letter. Common
// characters with several readings are found under each of them.

const LETTERS = 'abcdefghjklmnopqrstwxyz'
const FIRST = '阿八嚓咑妸发嘎铪讥喀垃呣拏讴妑七呥仨他屲兮丫帀' // sorts first, or nearly, under its letter
const OTHER_READINGS: Readonly<Record<string, string>> = {
  重: 'zc', 长: 'cz', 行: 'xh', 校: 'xj', 单: 'ds', 调: 'td', 传: 'cz', 便: 'bp', 参: 'cs', 曾: 'cz', 石: 'sd', 厂: 'ca', 降: 'jx', 乐: 'ly', 区: 'qo',
  盛: 'sc', 识: 'sz', 宿: 'sx', 系: 'xj', 弹: 'dt', 藏: 'cz', 朝: 'cz', 车: 'cj', 乘: 'cs', 给: 'gj', 合: 'hg', 会: 'hk', 见: 'jx', 壳: 'kq', 卡: 'kq',
  泊: 'bp', 强: 'qj', 省: 'sx', 似: 'sc', 属: 'sz', 厦: 'sx', 吓: 'xh', 叶: 'yx', 遗: 'yw', 匙: 'cs', 粘: 'zn', 射: 'sy', 氏: 'sz', 折: 'zs', 纶: 'lg',
  哈: 'h', 咔: 'k', 噢: 'o', 哦: 'o', 喔: 'ow', 旮: 'g', 巷: 'xh', 贾: 'jg', 解: 'jx', 任: 'r', 仇: 'cq', 华: 'h', 尉: 'wy', 褚: 'cz', 翟: 'zd', 臭: 'cx', 畜: 'cx', 恶: 'ew', 否: 'fp', 谷: 'gy', 冯: 'fp',
}

const byPinyin = new Intl.Collator('zh-CN-u-co-pinyin')
const known = new Map<string, string>()

/** The letters a character is found under; empty for what is neither a letter, a digit nor Chinese. */
export function lettersOf(char: string): string {
  const before = known.get(char)
  if (before !== undefined) return before
  let letters = ''
  if (/[a-z0-9]/i.test(char)) letters = char.toLowerCase()
  else if (/\p{Script=Han}/u.test(char)) {
    let at = LETTERS.length - 1
    while (at > 0 && byPinyin.compare(char, FIRST[at] ?? '') < 0) at -= 1
    letters = OTHER_READINGS[char] ?? LETTERS[at] ?? ''
  }
  known.set(char, letters)
  return letters
}

const counted = (text: string): string[] => [...text].filter((char) => lettersOf(char) !== '')

/** Says of a text whether it has what was typed: characters, initials, or both mixed; signs and spaces do not matter. */
export function finder(typed: string): (text: string) => boolean {
  const wanted = counted(typed.toLowerCase())
  if (wanted.length === 0) return () => typed.trim() === ''
  return (text) => {
    const chars = counted(text)
    for (let from = 0; from + wanted.length <= chars.length; from += 1) {
      if (wanted.every((w, i) => fits(w, chars[from + i] ?? ''))) return true
    }
    return false
  }
}

const fits = (wanted: string, char: string): boolean => wanted === char || lettersOf(char).includes(wanted)
