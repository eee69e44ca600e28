import type check from './zh-CN/check'
import type record from './zh-CN/record'
import type sending from './zh-CN/sending'
import type sign from './zh-CN/sign'
import type clock from './zh-CN/clock'
import type settle from './zh-CN/settle'
import type common from './zh-CN/common'
import type experts from './zh-CN/experts'
import type guest from './zh-CN/guest'
import type links from './zh-CN/links'
import type lint from './zh-CN/lint'
import type lock from './zh-CN/lock'
import type marks from './zh-CN/marks'
import type hand from './zh-CN/hand'
import type office from './zh-CN/office'
import type rescue from './zh-CN/rescue'
import type phone from './zh-CN/phone'
import type supplement from './zh-CN/supplement'
import type shoot from './zh-CN/shoot'
import type reports from './zh-CN/reports'
import type notices from './zh-CN/notices'
import type refusals from './zh-CN/refusals'

/** Every sentence of the app by key. A new section of words is added here (type only: nothing is loaded by this). */
export type Sentences = typeof common & typeof sending & typeof sign & typeof record & typeof check & typeof phone & typeof office & typeof guest & typeof hand & typeof clock & typeof settle & typeof supplement & typeof rescue & typeof marks & typeof shoot & typeof links & typeof lint & typeof reports & typeof experts & typeof lock & typeof notices

/** Every refusal code that has a sentence. */
export type RefusalCode = keyof typeof refusals
