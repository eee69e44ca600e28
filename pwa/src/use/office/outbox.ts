// What is stuck on its way out, and the webhooks of the bureau: for administrators.

import type { components } from '../../http/schema.gen'
import { askDesk, hasList, hasText, tellDesk, type Answered, type Page, type Problem } from './door'

export type Stuck = components['schemas']['Stuck']
export type Webhook = components['schemas']['Webhook']

export const readStuck = (): Promise<Answered<Page<Stuck>>> => askDesk<Page<Stuck>>('/outbox/stuck', hasList)
export const redeliver = (id: string): Promise<Problem | undefined> => tellDesk(`/outbox/${id}/redelivery`, 'POST')
export const readWebhooks = (): Promise<Answered<Page<Webhook>>> => askDesk<Page<Webhook>>('/webhooks', hasList)
export const makeWebhook = (name: string, url: string): Promise<Answered<{ webhook: Webhook; secret: string }>> => askDesk<{ webhook: Webhook; secret: string }>('/webhooks', hasText('secret'), 'POST', { name, url })
export const endWebhook = (id: string): Promise<Problem | undefined> => tellDesk(`/webhooks/${id}`, 'DELETE')
