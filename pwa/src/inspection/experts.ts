// Experts assist beside the check: invited, heard, answered. Twins of invite_expert.go, withdraw_invitation.go,
// give_opinion.go, withdraw_opinion.go, answer_opinion.go and opinion.go. What the register knows of an expert with an
// account only the server can say.

import { because, who, type Deed, type Told } from './deed'
import { inkFault } from './ink'
import { itemOf, type Lists } from './items'
import { invites, stands } from './invited'
import type { Actor } from './parties'
import { need, Refused } from './refused'
import type {
  AnswerOpinionBody, CheckRecord, Expert, GiveOpinionBody, Invitation, InviteExpertBody, Opinion, Photo, SealedOpinion,
  WithdrawInvitationBody, WithdrawOpinionBody,
} from './record.gen'
import { checkCode, digestOf, sealedMark, stampOf } from './sealed'
import { photosOf } from './supplement'

const schema = 'anjian/opinion/1'
const mostInvitations = 20
const mostOpinions = 60
const longestDays = 30

export const inviteExpert: Deed<InviteExpertBody> = (record, { invitationId, expiresAt, ...body }, told) => {
  const all = record.invitations ?? []
  need(all.length < mostInvitations, 'invitation.too_many', { max: mostInvitations })
  need(!all.some((i) => i.id === invitationId), 'invitation.exists', { invitationId })
  const left = Date.parse(expiresAt) - Date.parse(told.act.doneAt)
  need(left > 0 && left <= longestDays * 86_400_000, 'invitation.bad_term', { days: longestDays })
  if (body.personId) {
    const twice = record.team.some((m) => m.personId === body.personId) || all.some((i) => i.personId === body.personId && stands(i, told.act.doneAt))
    need(!twice, 'invitation.twice', { personId: body.personId })
  }
  const made: Invitation = {
    id: invitationId, act: told.act.id, ...body, expiresAt: stampOf(expiresAt), afterApproval: record.approval !== undefined, by: who(told), at: told.act.doneAt,
  }
  return { ...record, invitations: [...all, made] }
}

export const withdrawInvitation: Deed<WithdrawInvitationBody> = (record, { invitationId, reason }, told) => {
  const found = record.invitations?.find((i) => i.id === invitationId)
  need(found, 'invitation.unknown', { invitationId })
  need(!found.withdrawn, 'invitation.withdrawn', { invitationId })
  return { ...record, invitations: record.invitations?.map((i) => (i.id === invitationId ? { ...i, withdrawn: because(told, reason) } : i)) }
}

/** expertOf gives who the actor is as an expert of this check at that moment; undefined when their invitation has ended. */
export function expertOf(record: CheckRecord, actor: Actor, at: string): { expert: Expert; declared: boolean } | undefined {
  const member = record.team.find((m) => m.part === 'expert' && m.personId === actor.personId && !actor.purpose)
  if (member) {
    const { name, unit, certificate } = member
    return { expert: { name, ...(unit ? { unit } : {}), ...(certificate.number ? { certificate: certificate.number } : {}) }, declared: member.noConflictAt !== undefined }
  }
  const i = record.invitations?.find((one) => invites(one, actor) && stands(one, at))
  if (!i) return undefined
  const { id, name, unit, title, certificate, field } = i
  return {
    expert: { invitationId: id, name, ...(unit ? { unit } : {}), ...(title ? { title } : {}), ...(certificate ? { certificate } : {}), field },
    declared: i.noInterestAt !== undefined,
  }
}

/** What an expert has written, before it is signed. */
export type OpinionWords = Omit<GiveOpinionBody, 'digest' | 'sentence' | 'ink' | 'position'>

/** opinionDigest is what an expert signs: the digest over exactly what is shown. */
export async function opinionDigest(record: CheckRecord, expert: Expert, words: OpinionWords, told: Pick<Told, 'actor'>): Promise<string> {
  const photos = (words.photos ?? []).map((p) => ({ ...p, id: p.photoId })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const sealed: SealedOpinion = {
    schema, checkId: record.id, id: words.opinionId, expert, by: { id: told.actor.personId, name: told.actor.name }, about: words.about,
    checklist: words.checklist ?? '', item: words.item ?? '', findingId: words.findingId ?? '', place: words.place ?? '', fact: words.fact,
    standard: words.standard ?? '', risk: words.risk ?? '', suggestion: words.suggestion ?? '', urgency: words.urgency,
    photos: photos.map(({ id, sha256, originalSha256, source, caption = '', takenAt, marks = [] }) => ({
      id, sha256, originalSha256, source, caption, takenAt: stampOf(takenAt), marks: marks.map(sealedMark),
    })),
  }
  return digestOf(sealed)
}

export const giveOpinion: Deed<GiveOpinionBody> = async (record, body, told) => {
  const all = record.opinions ?? []
  const mine = expertOf(record, told.actor, told.act.doneAt)
  need(mine, 'opinion.not_invited')
  need(mine.declared, 'opinion.interest_not_declared')
  need(all.length < mostOpinions, 'opinion.too_many', { max: mostOpinions })
  need(!all.some((o) => o.id === body.opinionId), 'opinion.exists', { opinionId: body.opinionId })
  aboutSomething(record, body, told.lists)
  const { opinionId, digest, sentence, ink, position, photos, ...words } = body
  const pictures: Photo[] = photosOf(record, photos ?? [], told)
  const right = await opinionDigest(record, mine.expert, body, told)
  need(digest === right, 'opinion.changed', { digest: right })
  const fault = inkFault(ink)
  need(fault === undefined, 'sign.bad_ink', { reason: fault })
  const given: Opinion = {
    id: opinionId, number: all.length + 1, act: told.act.id, expert: mine.expert, ...words, photos: pictures, digest, code: checkCode(digest),
    signature: { sentence, ink, ...(position ? { position } : {}) }, by: who(told), at: told.act.doneAt,
  }
  return { ...record, opinions: [...all, given] }
}

function aboutSomething(record: CheckRecord, { about, checklist = '', item = '', findingId = '' }: GiveOpinionBody, lists: Lists): void {
  if (about === 'item') itemOf(record, lists, checklist, item)
  else need(!checklist && !item, 'act.bad_value', { field: 'item' })
  if (about === 'finding') need(record.findings.some((f) => f.id === findingId), 'finding.unknown', { findingId })
  else need(!findingId, 'act.bad_value', { field: 'findingId' })
}

export const withdrawOpinion: Deed<WithdrawOpinionBody> = (record, { opinionId, reason }, told) => {
  need(expertOf(record, told.actor, told.act.doneAt), 'opinion.not_invited')
  const o = open(record, opinionId)
  need(o.by.id === told.actor.personId, 'opinion.not_yours', { opinionId })
  return replaced(record, { ...o, withdrawn: because(told, reason) })
}

export const answerOpinion: Deed<AnswerOpinionBody> = (record, { opinionId, adoption, reason }, told) => {
  const o = open(record, opinionId)
  return replaced(record, { ...o, answer: { act: told.act.id, adoption, reason, by: who(told), at: told.act.doneAt } })
}

/** One that can still be answered or taken back. */
function open(record: CheckRecord, opinionId: string): Opinion {
  const o = record.opinions?.find((one) => one.id === opinionId)
  if (!o) throw new Refused('opinion.unknown', { opinionId })
  need(!o.withdrawn, 'opinion.withdrawn', { opinionId })
  need(!o.answer, 'opinion.answered', { opinionId })
  return o
}

const replaced = (record: CheckRecord, next: Opinion): CheckRecord => ({ ...record, opinions: record.opinions?.map((o) => (o.id === next.id ? next : o)) })
