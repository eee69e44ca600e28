import { describe, expect, it } from 'vitest'
import type { Job } from '../../use/office/board'
import { columnsOf, crewFor, endOf, mondayOf, waiting, weeksAround } from './weeks'

const job = (id: string, more: Partial<Job>): Job => ({ id, kind: 'key', enterpriseId: 'e', name: id, town: '', risk: '', sectionId: 's', visits: 0, cap: 0, ...more })

describe('the days of the board', () => {
  it('finds the week of a day, Sunday too', () => {
    expect([mondayOf('2026-11-26'), mondayOf('2026-11-29'), mondayOf('2026-11-30')]).toEqual(['2026-11-23', '2026-11-23', '2026-11-30'])
  })
  it('gives a week to the month of its Monday', () => {
    expect(weeksAround('2026-11-23')).toEqual(['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'])
  })
  it('does not look into another year', () => {
    expect([endOf('2026-11-23'), endOf('2026-12-28')]).toEqual(['2026-11-29', '2026-12-31'])
  })
  it('shows a Saturday only when it is worked', () => {
    expect(columnsOf('2026-10-05', ['2026-10-08', '2026-10-09', '2026-10-10'])).toEqual(['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09', '2026-10-10'])
  })
})

describe('the jobs of the board', () => {
  it('puts the nearest month and the greater risk first and leaves out what lies', () => {
    const jobs = [job('later', { month: 12 }), job('risky', { month: 11, risk: 'major' }), job('plain', { month: 11, risk: 'general' }), job('lies', { month: 1, laidOn: '2026-11-27' })]
    expect(waiting(jobs, 'key').map((j) => j.id)).toEqual(['risky', 'plain', 'later'])
  })
  it('begins with the crew that has least to do and is there', () => {
    const crews = [{ leadId: 'a', assistantId: 'b' }, { leadId: 'c', assistantId: 'd' }, { leadId: 'e', assistantId: 'f' }]
    const taken = [{ jobId: 'x', day: '2026-11-27', crew: crews[0]!, why: [], enterpriseId: 'e', town: '' }]
    const leave = [{ officerId: 'd', first: '2026-11-26', last: '2026-11-28' }]
    expect(crewFor({ crews, taken, elsewhere: [], leave }, job('j', {}), '2026-11-27')).toEqual(crews[2])
    expect(crewFor({ crews, taken, elsewhere: [], leave }, job('drawn', { leadId: 'c', assistantId: 'a' }), '2026-11-27')).toEqual({ leadId: 'c', assistantId: 'a' })
  })
})
