// A whole Bluesky on loopback (directory of ids, PDS, AppView), and its firehose as Jetstream
// tells it. The packages of @atproto/dev-env are looked for in the folder that is named.
//
//   DB_POSTGRES_URL=... REDIS_HOST=127.0.0.1:PORT node network.mjs FOLDER
//
// Writes JSON lines: first where everything stands, then an event a line. Ends with its input.
import { createRequire } from 'node:module'

const [folder] = process.argv.slice(2)
const require = createRequire(`${folder}/package.json`)
const { TestNetwork } = require('@atproto/dev-env')
const { Firehose, MemoryRunner } = require('@atproto/sync')
const { IdResolver } = require('@atproto/identity')
const { lexToJson } = require('@atproto/lexicon')

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`)

let last = 0
const now = () => (last = Math.max(last + 1, Date.now() * 1000))

function told(event) {
  const common = { did: event.did, time_us: now() }
  if (event.event === 'identity') {
    const { did, handle, seq, time } = event
    return { ...common, kind: 'identity', identity: { did, handle, seq, time } }
  }
  if (event.event === 'account') {
    const { did, active, status, seq, time } = event
    return { ...common, kind: 'account', account: { did, active, status, seq, time } }
  }
  if (!['create', 'update', 'delete'].includes(event.event)) return null
  const { rev, collection, rkey } = event
  const commit = { rev, operation: event.event, collection, rkey }
  if (event.event !== 'delete') {
    commit.record = lexToJson(event.record)
    commit.cid = event.cid.toString()
  }
  return { ...common, kind: 'commit', commit }
}

const network = await TestNetwork.create({
  dbPostgresSchema: 'lastdance',
  bsky: { dbPostgresSchema: 'lastdance' },
})
process.stdin.on('end', () => process.exit(0)).resume()
say({ pds: network.pds.url, appview: network.bsky.url, directory: network.plc.url })
new Firehose({
  idResolver: new IdResolver({ plcUrl: network.plc.url }),
  service: network.pds.url.replace('http', 'ws'),
  runner: new MemoryRunner({ startCursor: 0 }),
  handleEvent: (event) => {
    const line = told(event)
    if (line) say({ event: line })
  },
  onError: (error) => say({ error: String(error.cause ?? error) }),
}).start()
