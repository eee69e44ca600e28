import { describe, expect, it } from 'vitest'
import { finder, lettersOf } from './initials'

describe('initials of pinyin', () => {
  it.each([
    ['消防设施', 'xfss'], ['安全出口', 'aqck'], ['氨气探测器', 'aqtcq'], ['二氧化碳', 'eyht'], ['粉尘', 'fc'], ['罐区', 'gq'], ['灭火器', 'mhq'], ['有限空间', 'yxkj'], ['作业票', 'zyp'],
    ['可燃气体报警', 'krqtbj'], ['企业负责人', 'qyfzr'], ['乙炔瓶', 'yqp'], ['压力表', 'ylb'], ['应急预案', 'yjya'], ['欧姆', 'om'], ['无证上岗', 'wzsg'], ['培训记录', 'pxjl'], ['图纸', 'tz'], ['泥浆', 'nj'],
  ])('%s is found under %s', (text, initials) => {
    expect(finder(initials)(text)).toBe(true)
  })

  it('knows every reading of the common characters that have several', () => {
    for (const q of ['czcdh', 'czzdh']) expect(finder(q)('常州长荡湖')).toBe(true)
    for (const q of ['zdwxy', 'cdwxy']) expect(finder(q)('重大危险源')).toBe(true)
    expect(lettersOf('厂')).toContain('c')
  })

  it('takes characters, initials and both mixed, from the middle too, and minds no signs', () => {
    const text = '消防通道（东侧）堵塞，宽度 0.8m'
    for (const q of ['通道', 'tdds', '消防td', 'XF', 'kd08m', ' xf td ']) expect(finder(q)(text), q).toBe(q !== 'tdds')
    expect(finder('tddc')(text)).toBe(true)
    expect(finder('mhq')(text)).toBe(false)
    expect(finder('')(text)).toBe(true)
    expect(finder('？')(text)).toBe(false)
  })

  it('is quick enough to follow every key over a thousand phrases', () => {
    const phrases = Array.from({ length: 1000 }, (_, i) => `第${i}条：作业现场的消防设施、安全出口和疏散通道未按照规定设置明显标志，并保持畅通`)
    finder('x')(phrases[0] ?? '')
    const before = performance.now()
    expect(phrases.filter(finder('bccta'))).toHaveLength(0)
    expect(phrases.filter(finder('ssbz'))).toHaveLength(0)
    expect(phrases.filter(finder('mxbz'))).toHaveLength(1000)
    expect(performance.now() - before).toBeLessThan(500)
  })
})
