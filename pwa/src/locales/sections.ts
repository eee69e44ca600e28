import type archive from './zh-CN/archive'
import type board from './zh-CN/board'
import type check from './zh-CN/check'
import type clock from './zh-CN/clock'
import type common from './zh-CN/common'
import type deliver from './zh-CN/deliver'
import type desk from './zh-CN/desk'
import type draw from './zh-CN/draw'
import type due from './zh-CN/due'
import type experts from './zh-CN/experts'
import type guest from './zh-CN/guest'
import type hand from './zh-CN/hand'
import type law from './zh-CN/law'
import type links from './zh-CN/links'
import type lint from './zh-CN/lint'
import type lock from './zh-CN/lock'
import type loop from './zh-CN/loop'
import type marks from './zh-CN/marks'
import type notices from './zh-CN/notices'
import type office from './zh-CN/office'
import type outbox from './zh-CN/outbox'
import type people from './zh-CN/people'
import type phone from './zh-CN/phone'
import type plan from './zh-CN/plan'
import type record from './zh-CN/record'
import type rectify from './zh-CN/rectify'
import type refusals from './zh-CN/refusals'
import type register from './zh-CN/register'
import type reports from './zh-CN/reports'
import type rescue from './zh-CN/rescue'
import type sending from './zh-CN/sending'
import type settle from './zh-CN/settle'
import type sheets from './zh-CN/sheets'
import type shoot from './zh-CN/shoot'
import type sign from './zh-CN/sign'
import type supplement from './zh-CN/supplement'
import type ways from './zh-CN/ways'

/** Every sentence of the app by key. A new section of words is added here (type only: nothing is loaded by this). */
export type Sentences =
  & typeof archive
  & typeof board
  & typeof check
  & typeof clock
  & typeof common
  & typeof deliver
  & typeof desk
  & typeof draw
  & typeof due
  & typeof experts
  & typeof guest
  & typeof hand
  & typeof law
  & typeof links
  & typeof lint
  & typeof lock
  & typeof loop
  & typeof marks
  & typeof notices
  & typeof office
  & typeof outbox
  & typeof people
  & typeof phone
  & typeof plan
  & typeof record
  & typeof rectify
  & typeof register
  & typeof reports
  & typeof rescue
  & typeof sending
  & typeof settle
  & typeof sheets
  & typeof shoot
  & typeof sign
  & typeof supplement
  & typeof ways

/** Every refusal code that has a sentence. */
export type RefusalCode = keyof typeof refusals
