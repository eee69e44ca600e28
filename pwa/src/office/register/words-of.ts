// Small questions about an entry of the register.

import type { Tone } from '../../parts/StateMark.vue'
import type { Entry, Risk } from '../../use/office/entries'

const TONES: Record<Risk, Tone> = { major: 'bad', larger: 'warn', general: 'act', low: 'quiet' }
export const riskTone = (risk: Risk | ''): Tone => (risk ? TONES[risk] : 'quiet')

/** The earliest last day of its licences; empty when none has a term. */
export const firstExpiry = (entry: Pick<Entry, 'licences'>): string => entry.licences.map((l) => l.validUntil).filter(Boolean).sort()[0] ?? ''

/** The classes of the founding plan (坛应急〔2020〕2号), proposed beside those an entry already has. */
export const CLASSES = ['两重点一重大', '危险化学品', '烟花爆竹', '冶金有色', '粉尘涉爆', '涉氨制冷', '有限空间', '三年内死亡事故', '曾受处罚'] as const
