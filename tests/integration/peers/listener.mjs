// Listens to a Jetstream host with @skyware/jetstream, looked for in the folder that is named:
//
//   node listener.mjs FOLDER URL CURSOR COLLECTION...
//
// Writes a line for each event: its kind, operation and collection. Runs until it is ended.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [folder, endpoint, cursor, ...wantedCollections] = process.argv.slice(2)
const found = createRequire(`${folder}/package.json`).resolve('@skyware/jetstream')
const { Jetstream } = await import(pathToFileURL(found))
let { WebSocket } = globalThis
if (!WebSocket) WebSocket = createRequire(`${folder}/package.json`)('ws')

const say = (...words) => process.stdout.write(`${words.filter(Boolean).join(' ')}\n`)
const stream = new Jetstream({ endpoint, cursor: Number(cursor), wantedCollections, ws: WebSocket })
stream.on('commit', ({ kind, commit }) => say(kind, commit.operation, commit.collection))
stream.on('identity', ({ kind }) => say(kind))
stream.on('account', ({ kind }) => say(kind))
stream.on('error', (error) => process.stderr.write(`${error}\n`))
stream.start()
