// What a scheme says by itself once the checklists are chosen: areas, content, methods, tools and papers to bring. A
// person edits it; nothing a person wrote is written over.

import type { Checklist, EnterpriseBrief } from '../use/office/register'

export interface SchemeDraft {
  basis: string
  reason: string
  areas: string
  content: string
  methods: string[]
  tools: string[]
  documents: string[]
  remark: string
  joint: string[]
}

export const emptyScheme = (): SchemeDraft => ({ basis: '', reason: '', areas: '', content: '', methods: [], tools: [], documents: [], remark: '', joint: [] })

/** The ways of checking, in the order in which the form of the scheme prints them. */
const METHOD_ORDER = ['查资料', '查现场', '询问', '测试']
const MOST = { methods: 8, content: 4000, areas: 1000 }
const ALWAYS = { tools: ['执法记录仪', '移动执法终端'], documents: ['行政执法证', '检查通知书', '现场检查记录'] }
/** What some checklists need beyond that, by code. */
const MORE_TOOLS: Readonly<Record<string, readonly string[]>> = {
  ammonia_refrigeration: ['氨气检测仪', '测温仪'],
  confined_space: ['四合一气体检测仪', '加长采样管'],
  dust_explosion: ['粉尘厚度尺', '测温仪'],
  hazardous_chemicals: ['可燃气体检测仪', '防静电服'],
  chemical_using_industry: ['可燃气体检测仪'],
  metallurgy: ['测温仪', '一氧化碳检测仪'],
  fireworks: ['防静电服', '卷尺'],
}

/** Where the task comes from, with the articles that let the bureau plan a check and look on site. */
const BASIS: Readonly<Record<string, string>> = {
  in_plan: '年度安全生产监督检查计划（计划内）；《安全生产法》第六十二条、第六十五条',
  random: '年度安全生产监督检查计划（双随机抽查）；《安全生产法》第六十二条、第六十五条',
  off_plan: '《安全生产法》第六十二条、第六十五条',
}

const unique = (words: readonly string[]): string[] => [...new Set(words.map((w) => w.trim()).filter(Boolean))]
const fit = (text: string, most: number): string => {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}

/** Drafts the scheme of a check from its checklists, in the order they were chosen. */
export function prefillScheme(lists: readonly Checklist[], enterprise?: Pick<EnterpriseBrief, 'address'>, source?: string): SchemeDraft {
  const content = lists.map((list) => {
    const categories = unique(list.items.map((i) => i.category))
    return `《${list.name}》：${categories.join('、')}（${list.items.length} 项）`
  })
  const found = unique(lists.flatMap((l) => l.items.flatMap((i) => i.method)))
  const methods = [...METHOD_ORDER.filter((m) => found.includes(m)), ...found.filter((m) => !METHOD_ORDER.includes(m))]
  return {
    ...emptyScheme(),
    basis: BASIS[source ?? ''] ?? '',
    areas: lists.length === 0 ? '' : fit(areasOf(lists, enterprise), MOST.areas),
    content: fit(content.join('\n'), MOST.content),
    methods: methods.slice(0, MOST.methods),
    tools: lists.length === 0 ? [] : unique([...ALWAYS.tools, ...lists.flatMap((l) => MORE_TOOLS[l.code] ?? [])]),
    documents: lists.length === 0 ? [] : unique([...ALWAYS.documents, ...lists.map((l) => `《${l.name}》`)]),
  }
}

/** Places are the categories that name one; else the whole site. */
function areasOf(lists: readonly Checklist[], enterprise?: Pick<EnterpriseBrief, 'address'>): string {
  const places = unique(lists.flatMap((l) => l.items.map((i) => i.category))).filter((c) => /(场所|区|库|房|车间|站|现场|设施|设备|作业)/.test(c))
  const where = enterprise?.address ? `${enterprise.address}　` : ''
  return `${where}${places.length > 0 ? places.join('、') : '生产经营场所'}`
}

/** Puts a fresh draft into a form: each field only where the person has not changed what was drafted before. */
export function refill(form: SchemeDraft, draftedBefore: SchemeDraft, drafted: SchemeDraft): SchemeDraft {
  const untouched = <K extends keyof SchemeDraft>(key: K): boolean => String(form[key]).trim() === '' || String(form[key]) === String(draftedBefore[key])
  const next = { ...form }
  for (const key of ['areas', 'content', 'basis'] as const) if (untouched(key)) next[key] = drafted[key]
  for (const key of ['methods', 'tools', 'documents'] as const) if (untouched(key)) next[key] = drafted[key]
  return next
}

/** Lines or 、-separated words as a list. */
export const wordsOf = (text: string): string[] => unique(text.split(/[\n、，,；;]/))
