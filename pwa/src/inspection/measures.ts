// Measures: stop, stop using, withdraw, eliminate. Twins of measure.go, impose_measure.go, approve_measure.go,
// apply_resumption.go and consent_to_resume.go.

import { realDay } from './day'
import { who, type Deed } from './deed'
import { whenOf } from './clock'
import { actDay, decided, decision, everyPhoto, issued, loopOf, loopPhotos, measureBeside, restsOn, termsOf, withLoop, worded, written } from './papers'
import { need } from './refused'
import { stampOf } from './sealed'
import type { ApplyResumptionBody, ConsentToResumeBody, DecisionBody, ImposedMeasure, ImposeMeasureBody } from './record.gen'

const mostMeasures = 20
const mostApplications = 50

/** inForce: it was approved, and nobody has ended it. */
export function inForce(m: ImposedMeasure): boolean {
  if (m.withdrawn || (!m.approved && !m.paper.phoneApproval) || (m.approved && !m.approved.granted)) return false
  if (m.paper.kinds.length === 1 && m.paper.kinds[0] === 'eliminate') return m.results.at(-1)?.result !== 'met'
  return !m.resumptions.some((r) => r.granted)
}

/** measureApplied: the enterprise has asked to resume, and nobody has decided since. */
export const measureApplied = (m: ImposedMeasure): boolean => inForce(m) && m.applications.length > m.resumptions.length

export const imposeMeasure: Deed<ImposeMeasureBody> = async (record, body, told) => {
  const loop = loopOf(record)
  const { measureId: id, kinds, danger = '', until = '' } = body
  need(!loop.measures.some((m) => m.paper.id === id), 'paper.exists', { paperId: id })
  need(loop.measures.length < mostMeasures, 'measure.too_many', { max: mostMeasures })
  need(new Set(kinds).size === kinds.length, 'act.bad_value', { field: 'kinds' })
  need(!until || (realDay(until) && until >= actDay(told)), 'act.bad_value', { field: 'until' })
  restsOn(body.law, told)
  const findings = worded(record, body.findings ?? [])
  need(danger || findings.some((f) => f.major), 'measure.ground_needed')
  need(danger || !body.phoneApproval, 'measure.danger_needed')
  const call = body.phoneApproval
  need(!call || Date.parse(call.at) <= Date.parse(whenOf(told.act)), 'act.bad_time', { field: 'phoneApproval.at' })
  const paper = {
    schema: 'anjian/measure/1', checkId: record.id, id, kinds, findings, danger, law: body.law, article: body.article, scope: body.scope, until,
    ...(call ? { phoneApproval: { name: call.name, post: call.post ?? '', at: stampOf(call.at) } } : {}),
    remedies: termsOf(record).remedies, ...written(told),
  }
  loop.measures.push({ number: loop.measures.length + 1, paper, ...(await issued(paper, told)), applications: [], results: [], resumptions: [] })
  return withLoop(record, loop)
}

export const approveMeasure: Deed<DecisionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const m = loop.measures.find((one) => one.paper.id === body.paperId)
  const answer = decided(m, m?.approved, body, told)
  if (m) m.approved = answer
  return withLoop(record, loop)
}

export const applyResumption: Deed<ApplyResumptionBody> = (record, body, told) => {
  const loop = loopOf(record)
  const { measureId, applicationId: id } = body
  const m = loop.measures.find((one) => one.paper.id === measureId)
  need(m && measureBeside(loop, m, told.actor), 'paper.unknown', { paperId: measureId })
  need(inForce(m), 'measure.not_in_force', { measureId })
  need(!measureApplied(m), 'application.pending')
  need(m.applications.length < mostApplications, 'act.too_many', { max: mostApplications })
  need(!m.applications.some((a) => a.id === id), 'act.bad_value', { field: 'applicationId' })
  const photos = loopPhotos(body.photos, '', new Set(everyPhoto(record).map((p) => p.id)), told)
  m.applications.push({ id, round: m.results.length, text: body.text, photos, act: told.act.id, by: who(told), at: told.act.doneAt })
  return withLoop(record, loop)
}

export const consentToResume: Deed<ConsentToResumeBody> = (record, body, told) => {
  const loop = loopOf(record)
  const { measureId } = body
  const m = loop.measures.find((one) => one.paper.id === measureId)
  need(m, 'paper.unknown', { paperId: measureId })
  need(inForce(m), 'measure.not_in_force', { measureId })
  need(measureApplied(m), 'resume.not_applied', { measureId })
  need(body.granted || body.opinion?.trim(), 'paper.opinion_needed')
  const since = m.results.length > (m.applications.at(-1)?.round ?? 0) && m.results.at(-1)?.result === 'met'
  need(!body.granted || since, 'resume.recheck_first', { measureId })
  m.resumptions.push({ ...decision(told, body.granted, body.opinion), round: m.results.length })
  return withLoop(record, loop)
}
