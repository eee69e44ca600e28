// The figures of scripts/bench: what was aimed at, what others reach with the same work, and the table.
//
//   node figures.cjs machine QUICK      what this machine is, as JSON
//   node figures.cjs busy               how busy it is now (two seconds), as JSON
//   node figures.cjs table FOLDER FILE  read the parts' results in FOLDER, print the table, write FILE
'use strict'
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { execFileSync } = require('node:child_process')

const RECORDS = 'one record = 120 answers in one request, every answer kept by itself, durable'
const PEERS = 'taken earlier on the same kind of machine, 2 cores, load generator included'

/** What each figure aims at. `same`: the same work elsewhere, with where the number is from. */
const AIMS = {
  'records.sqlite.1': { same: 'PocketBase 286/s at weaker durability, ODK Central 77/s' },
  'records.sqlite.8': { same: 'PocketBase 468/s, ODK Central 153/s' },
  'records.sqlite.32': { over: 500, same: 'PocketBase 513/s, ODK Central 197/s; one SQLite connection at FULL, nothing around it: 3193/s' },
  'records.sqlite.1.full': { same: 'ODK Central 34/s at 20,000' },
  'records.sqlite.8.full': { same: 'ODK Central 94/s at 20,000' },
  'records.sqlite.32.full': { over: 500, same: 'ODK Central 118/s at 20,000' },
  'records.sqlite.32.keeps': { over: 0.95, same: 'ODK Central 0.60' },
  'records.mariadb.32': { same: 'ODK Central (PostgreSQL) 197/s' },
  'records.mariadb.32.full': { same: 'ODK Central (PostgreSQL) 118/s at 20,000' },
  'records.mariadb.32.keeps': { over: 0.95, same: 'ODK Central 0.60' },
  'photos.disk.32': { over: 400, same: 'PocketBase 393/s without flushing' },
  'paper.ms': { under: 150 },
  'register.import': { under: 60 },
  'register.list': { under: 100 },
  'register.search': { under: 100 },
  'due.leader': { under: 300 },
  'due.inspector': { under: 100 },
  ...Object.fromEntries(['sqlite', 'mariadb'].flatMap((db) => ['checks', 'checks-head', 'checks-state', 'checks-search', 'checks-pinyin', 'checks-none', 'changes', 'due', 'board', 'board-month', 'plan', 'targets', 'targets-town', 'results'].map((n) => [`desk.${db}.${n}`, { under: 100 }]))),
  'size.phone entry JS, gzip': { atMost: 60 },
  'size.phone precache, raw': { atMost: 400 },
  'open.300': { under: 600 },
  'open.500': { under: 600, same: 'ODK Web Forms 17,000 ms, Enketo 9,800 ms' },
  'tap.300': { under: 50 },
  'tap.500': { under: 50, same: 'ODK Web Forms 864 ms, Enketo 376 ms' },
  'first.slow4g': { under: 1000 },
  'cold.offline': { under: 400 },
  'photo.worker': { under: 300 },
  'photo.blocked': { atMost: 50 },
  'lighthouse.signIn.performance': { atLeast: 95 },
  'lighthouse.signIn.accessibility': { atLeast: 100 },
  'lighthouse.signIn.best-practices': { atLeast: 100 },
  'lighthouse.today.performance': { atLeast: 95 },
  'lighthouse.today.accessibility': { atLeast: 100 },
  'lighthouse.today.best-practices': { atLeast: 100 },
  'axe.violations': { atMost: 0 },
  'origins.foreign': { atMost: 0 },
  'line.photos.resent': { under: 1, same: 'PocketBase and ODK send again 30 % at best and often never finish' },
  'line.photos.time': { under: 1.1 },
  'line.day.trips': { atMost: 3 },
}

const NAMES = {
  'open.300': 'checklist of 300 items: open',
  'open.500': 'checklist of 500 items: open',
  'whole.300': 'checklist of 300 items: all rows drawn',
  'whole.500': 'checklist of 500 items: all rows drawn',
  'cold.300': 'app started at a 300-item checklist',
  'cold.500': 'app started at a 500-item checklist',
  'sign.enrol': 'a device makes its key', 'sign.one': 'one act signed', 'sign.batch120': '120 acts under one signature',
  'tap.300': '300 items: worst of 30 taps',
  'tap.500': '500 items: worst of 30 taps',
  'first.slow4g': 'first load on slow 4G, visible',
  'cold.offline': 'cold start offline, visible',
  'photo.worker': '12-megapixel photo through the worker',
  'photo.shown': '12-megapixel photo: from choosing to its tile',
  'photo.blocked': 'main thread blocked at most',
  'axe.violations': 'axe violations',
  'origins.foreign': 'other origins asked',
  'line.photos.resent': '3 MB photos, 200 kB/s cut every 20 s: sent beyond them',
  'line.photos.time': 'the same: time over bytes ÷ bandwidth',
  'line.day.trips': 'a day’s acts, 300 ms: round trips for each check',
  'line.day.seconds': 'the same: seconds for 8 checks of 120 answers',
  'line.first.seconds': 'first fetching of 60 checks and 8 lists, slow 4G: seconds',
  'line.first.bytes': 'the same: what came down',
}

const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'))
const middle = (list) => {
  const sorted = [...list].sort((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2
}
const shown = (x) => (Math.abs(x) >= 100 ? Math.round(x).toLocaleString('en') : Number.isInteger(x) ? String(x) : x.toFixed(Math.abs(x) < 10 ? 2 : 1))

function git(...args) {
  try {
    return execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return ''
  }
}

function machine(quick) {
  return {
    at: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD'),
    changed: git('status', '--porcelain') !== '',
    quick: quick === 'yes',
    cores: os.cpus().length,
    cpu: os.cpus()[0]?.model.trim() ?? '',
    memoryGB: Math.round(os.totalmem() / 1e9),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    go: execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim(),
  }
}

/** Share of all cores that was at work, over two seconds. */
function busy() {
  const sample = () => os.cpus().reduce(([idle, all], { times }) => [idle + times.idle, all + times.user + times.nice + times.sys + times.irq + times.idle], [0, 0])
  const [idle, all] = sample()
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2000)
  const [laterIdle, laterAll] = sample()
  return { busyBefore: Math.round((1 - (laterIdle - idle) / (laterAll - all)) * 100) / 100 }
}

/** The lines of the table: {key, name, value, unit, runs, note}. */
function lines(folder) {
  const list = []
  const at = (name) => path.join(folder, name)
  const has = (name) => fs.existsSync(at(name))
  for (const kind of ['sqlite', 'mariadb']) {
    if (!has(`server-${kind}.json`)) continue
    const figures = read(at(`server-${kind}.json`))
    // The first round is empty: what stands before it are the few hundred records of the measurement itself.
    const first = new Set()
    const rate = {}
    for (const f of figures) {
      const full = first.has(f.clients)
      first.add(f.clients)
      const key = `records.${kind}.${f.clients}${full ? '.full' : ''}`
      rate[key] = f.perSecond
      list.push({
        key, name: `records, ${f.on}, ${f.clients} clients, ${f.recordsBefore.toLocaleString('en')} in`, value: f.perSecond, unit: '/s', runs: f.runs,
        note: `p50 ${shown(f.p50ms)} p95 ${shown(f.p95ms)} p99 ${shown(f.p99ms)} ms, server ≤ ${Math.round(f.serverPeakMB)} MB, ${f.serverCPUms.toFixed(2)} ms of processor each`, raw: f,
      })
    }
    if (rate[`records.${kind}.32.full`]) {
      list.push({ key: `records.${kind}.32.keeps`, name: `… 32 clients, with ${figures.at(-1).recordsBefore.toLocaleString('en')} in ÷ empty`, value: rate[`records.${kind}.32.full`] / rate[`records.${kind}.32`], unit: '×', runs: [] })
    }
  }
  const plain = has('files-plain.json') ? read(at('files-plain.json'))[0] : undefined
  if (plain) list.push({ key: 'disk', name: '400 KB files, the disk itself, 32 writers', value: plain.perSecond, unit: '/s', runs: plain.runs, note: 'written and flushed, no server' })
  for (const kind of ['disk', 's3']) {
    if (!has(`files-${kind}.json`)) continue
    for (const f of read(at(`files-${kind}.json`))) {
      const ratio = plain && kind === 'disk' && f.clients === 32 ? `, ${(f.perSecond / plain.perSecond).toFixed(2)} of the disk itself` : ''
      list.push({
        key: `photos.${kind}.${f.clients}`, name: `400 KB photos, ${f.on}, ${f.clients} clients`, value: f.perSecond, unit: '/s', runs: f.runs,
        note: `p50 ${shown(f.p50ms)} p95 ${shown(f.p95ms)} p99 ${shown(f.p99ms)} ms, server ≤ ${Math.round(f.serverPeakMB)} MB, ${f.serverCPUms.toFixed(2)} ms of processor each${ratio}`, raw: f,
      })
    }
  }
  if (has('register.txt')) {
    const [small, large] = fs.readFileSync(at('register.txt'), 'utf8').split('\n').filter((l) => l.startsWith('BenchmarkRegister'))
    const of = (line, unit) => Number((new RegExp(`([\\d.]+) ${unit}`).exec(line ?? '') ?? [])[1])
    const slowest = (line, ...names) => Math.max(...names.map((n) => of(line, `${n}-p95-ms`)))
    if (large) {
      const seconds = of(large, 'read-s') + of(large, 'take-s')
      list.push({ key: 'register.import', name: 'import of 50,000 enterprises', value: seconds, unit: 's', runs: [seconds], note: '' })
      for (const [key, name, ...of] of [['register.list', 'lists of the register, slowest p95', 'list', 'town', 'risk', 'expiry', 'flag'], ['register.search', 'searches of the register, slowest p95', 'name', 'pinyin', 'nothing']])
        list.push({ key, name, value: slowest(large, ...of), unit: 'ms', runs: [slowest(large, ...of)], note: `with 1,000 enterprises ${slowest(small, ...of).toFixed(1)} ms` })
    }
  }
  if (has('due.txt')) {
    const text = fs.readFileSync(at('due.txt'), 'utf8')
    for (const who of ['leader', 'inspector']) {
      const of = (unit) => [...text.matchAll(new RegExp(`^BenchmarkDue/\\S+/${who}\\S*\\s.*?([\\d.]+) ${unit}`, 'gm'))].map((m) => Number(m[1]))
      const runs = of('median-ms')
      if (runs.length) list.push({ key: `due.${who}`, name: `what is due with 20,000 checks, ${who}`, value: middle(runs), unit: 'ms', runs, note: `slowest ${middle(of('slowest-ms')).toFixed(0)} ms` })
    }
  }
  for (const db of ['sqlite', 'mariadb']) {
    if (!has(`desk-${db}.txt`)) continue
    const [small, large] = fs.readFileSync(at(`desk-${db}.txt`), 'utf8').split('\n').filter((l) => l.startsWith('BenchmarkDesk'))
    const of = (line, unit) => Number((new RegExp(`\\s([\\d.]+) ${unit}(\\s|$)`).exec(line ?? '') ?? [])[1])
    const names = [...(large ?? '').matchAll(/[\d.]+ (\S+)-p95-ms/g)].map((m) => m[1])
    for (const name of names) {
      const value = of(large, `${name}-p95-ms`)
      list.push({ key: `desk.${db}.${name}`, name: `desk, ${db}: ${name}, p95`, value, unit: 'ms', runs: [value], note: `1×: ${of(small, `${name}-p95-ms`)} ms; processor of the program at 50×: ${of(large, `${name}-cpu-ms`)} ms` })
    }
  }
  if (has('cover.txt')) {
    const text = fs.readFileSync(at('cover.txt'), 'utf8')
    for (const [key, test, name] of [['act.chain.us', 'ChainingAnAct', "an act's sum and place in the chain"], ['cover.sign.us', 'SigningACover', "sign a device's cover, on the server's machine"], ['cover.verify.us', 'VerifyingACover', "verify a device's cover"], ['casefile.verify.us', 'VerifyingACaseFile', 'verify a case file of a whole life']]) {
      const runs = [...text.matchAll(new RegExp(`Benchmark${test}\\S*\\s+\\d+\\s+([\\d.]+) ns/op`, 'g'))].map((m) => Number(m[1]) / 1000)
      if (runs.length) list.push({ key, name, value: middle(runs), unit: 'µs', runs, note: key.startsWith('cover') ? 'ES256' : '' })
    }
  }
  if (has('papers.txt')) {
    const text = fs.readFileSync(at('papers.txt'), 'utf8')
    for (const kind of new Set([...text.matchAll(/^BenchmarkEveryPaper\/([\w-]+?)(?:-\d+)?\s/gm)].map((m) => m[1]))) {
      const lines = text.split('\n').filter((l) => new RegExp(`^BenchmarkEveryPaper/${kind}(-\\d+)?\\s`).test(l))
      const runs = lines.map((l) => Number(/([\d.]+) ns\/op/.exec(l)[1]) / 1e6)
      list.push({ key: `paper.${kind}.ms`, name: `${kind}: set and signed`, value: middle(runs), unit: 'ms', runs, note: `${Math.round(Number(/([\d.]+) kB\/pdf/.exec(lines[0])[1]))} kB` })
    }
  }
  if (has('case-file.txt')) {
    const said = /70 photos: (\d+) MB live, (\d+) MB written; 200 photos: (\d+) MB live, (\d+) MB written in ([\d.]+)(m?s)/.exec(fs.readFileSync(at('case-file.txt'), 'utf8'))
    if (said) {
      const seconds = Number(said[5]) / (said[6] === 'ms' ? 1000 : 1)
      list.push({ key: 'casefile.s', name: 'case file of 200 photos', value: seconds, unit: 's', runs: [seconds], note: `${said[4]} MB` })
      list.push({ key: 'casefile.live', name: 'memory meanwhile', value: Number(said[3]), unit: 'MB', runs: [Number(said[3])], note: `${said[1]} MB with 70 photos` })
    }
  }
  if (has('paper.txt')) {
    const text = fs.readFileSync(at('paper.txt'), 'utf8')
    const runs = [...text.matchAll(/^Benchmark\S+\s+\d+\s+(\d+) ns\/op/gm)].map((m) => m[1] / 1e6)
    const bytes = text.match(/([\d.]+) (?:bytes|B)\/pdf/)?.[1]
    if (runs.length) list.push({ key: 'paper.ms', name: 'record with 20 photos as PDF', value: middle(runs), unit: 'ms', runs, note: bytes ? `${(bytes / 1e6).toFixed(1)} MB` : '' })
  }
  if (has('size.json')) {
    for (const f of read(at('size.json'))) list.push({ key: `size.${f.what}`, name: f.what, value: f.bytes / 1000, unit: 'kB', runs: [], note: `${f.files} files` })
  }
  for (const name of ['phone.jsonl', 'line.jsonl'].filter(has)) {
    for (const line of fs.readFileSync(at(name), 'utf8').split('\n').filter(Boolean)) {
      const f = JSON.parse(line)
      const [, page, category] = /^lighthouse\.(\w+)\.(.+)$/.exec(f.key) ?? []
      list.push({ key: f.key, name: page ? `Lighthouse mobile, ${page === 'signIn' ? 'sign-in' : page}: ${category}` : (NAMES[f.key] ?? f.key), value: f.median, unit: f.unit === 'ms' || f.unit === 'kB' ? f.unit : '', runs: f.runs, note: f.note })
    }
  }
  return list
}

function judged(line) {
  const aim = AIMS[line.key] ?? {}
  const [word, limit, ok] =
    aim.over !== undefined ? ['>', aim.over, line.value > aim.over]
    : aim.under !== undefined ? ['<', aim.under, line.value < aim.under]
    : aim.atLeast !== undefined ? ['≥', aim.atLeast, line.value >= aim.atLeast]
    : aim.atMost !== undefined ? ['≤', aim.atMost, line.value <= aim.atMost]
    : ['', undefined, undefined]
  return { ...line, ...(limit === undefined ? {} : { aim: `${word} ${shown(limit)}`, met: ok }), ...(aim.same ? { same: aim.same } : {}) }
}

function table(folder, file) {
  const about = read(path.join(folder, 'machine.json'))
  const parts = Object.fromEntries(fs.readdirSync(folder).filter((f) => f.endsWith('.busy.json')).map((f) => [f.replace('.busy.json', ''), read(path.join(folder, f)).busyBefore]))
  const list = lines(folder).map(judged)
  console.log(`${about.cpu}, ${about.cores} cores, ${about.memoryGB} GB, ${about.system}, ${about.go}, commit ${about.commit}${about.changed ? ' with changes' : ''}${about.quick ? ', QUICK (not for publishing)' : ''}`)
  const loaded = Object.entries(parts).filter(([, share]) => share > 0.1)
  if (loaded.length) console.log(`the machine was doing other things before: ${loaded.map(([name, share]) => `${name} ${Math.round(share * 100)} % busy`).join(', ')}`)
  console.log('')
  for (const l of list) {
    const verdict = l.aim === undefined ? '' : `${l.met ? 'met   ' : 'MISSED'} ${l.aim}`
    console.log(`${l.name.padEnd(50)} ${`${shown(l.value)} ${l.unit}`.padStart(11)}  ${verdict.padEnd(14)} ${l.note ?? ''}`)
    if (l.same) console.log(`${' '.repeat(52)}same work elsewhere: ${l.same}`)
  }
  console.log(`\nrecords: ${RECORDS}. Same work elsewhere: ${PEERS}.`)
  const missed = list.filter((l) => l.met === false)
  const aimed = list.filter((l) => l.met !== undefined).length
  console.log(missed.length ? `${missed.length} of ${aimed} aims MISSED: ${missed.map((l) => l.name).join('; ')}` : `all ${aimed} aims met`)
  fs.writeFileSync(file, `${JSON.stringify({ machine: about, busyBefore: parts, figures: list }, null, 2)}\n`)
}

const [command, ...rest] = process.argv.slice(2)
if (command === 'machine') console.log(JSON.stringify(machine(rest[0]), null, 2))
else if (command === 'busy') console.log(JSON.stringify(busy()))
else if (command === 'table') table(rest[0], rest[1])
else {
  console.error('figures.cjs: machine, busy or table')
  process.exit(1)
}
