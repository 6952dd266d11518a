// What the SDK's users do first, in their order. Each line that is printed is something that was seen to be so.
import assert from 'node:assert/strict'
import { Sandbox, CommandExitError, SandboxNotFoundError } from 'e2b'

const seen = (what) => console.log(`seen: ${what}`)

await assert.rejects(Sandbox.create('foundry', { apiKey: 'e2b_' + '0'.repeat(40) }))
seen('a key that is not known is refused')

const sandbox = await Sandbox.create('foundry', {
  timeoutMs: 3_600_000,
  metadata: { name: 'one & only' },
  envs: { GREETING: 'hello' },
  lifecycle: { onTimeout: 'pause' },
})
assert.ok(await sandbox.isRunning())
seen('create')

const said = await sandbox.commands.run('echo "$GREETING from $(whoami) in $PWD"; echo oops >&2')
assert.equal(said.stdout, 'hello from user in /home/user\n')
assert.equal(said.stderr, 'oops\n')
await assert.rejects(sandbox.commands.run('exit 3'), (error) => error instanceof CommandExitError && error.exitCode === 3)
seen('commands.run')

const pieces = []
const background = await sandbox.commands.run('for i in 1 2 3; do echo $i; done; sleep 1000', {
  background: true,
  onStdout: (text) => pieces.push(text),
})
assert.ok((await sandbox.commands.list()).some((process) => process.pid === background.pid))
while (pieces.join('') !== '1\n2\n3\n') await new Promise((next) => setImmediate(next))
assert.ok(await background.kill())
seen('commands in the background')

await sandbox.files.write('notes/a.txt', 'as text: é')
assert.equal(await sandbox.files.read('notes/a.txt'), 'as text: é')
await sandbox.files.write([{ path: '/home/user/notes/b.txt', data: 'b' }, { path: 'notes/c.txt', data: 'c' }])
const names = (await sandbox.files.list('notes')).map((entry) => `${entry.type} ${entry.name} ${entry.size}`)
assert.deepEqual(names.sort(), ['file a.txt 11', 'file b.txt 1', 'file c.txt 1'])
assert.ok(await sandbox.files.makeDir('notes/below'))
await sandbox.files.rename('notes/c.txt', 'notes/below/d.txt')
assert.ok(await sandbox.files.exists('notes/below/d.txt'))
await sandbox.files.remove('notes')
assert.equal(await sandbox.files.exists('notes/a.txt'), false)
await assert.rejects(sandbox.files.read('notes/a.txt'))
seen('files')

const ofThisName = { query: { metadata: { name: 'one & only' } } }
const list = async (query) => (await Sandbox.list(query).nextItems()).map((found) => `${found.sandboxId} ${found.state}`)
assert.deepEqual(await list(ofThisName), [`${sandbox.sandboxId} running`])
assert.deepEqual(await list({ query: { metadata: { name: 'another' } } }), [])
seen('list')

await sandbox.setTimeout(120_000)
const rest = (await sandbox.getInfo()).endAt.getTime() - Date.now()
assert.ok(rest > 60_000 && rest < 121_000, `${rest} ms`)
seen('setTimeout')

await sandbox.commands.run('echo kept > kept.txt')
const sleeper = await sandbox.commands.run('sleep 1000', { background: true })
await sandbox.pause()
assert.deepEqual(await list({ query: { ...ofThisName.query, state: ['paused'] } }), [`${sandbox.sandboxId} paused`])
const again = await Sandbox.connect(sandbox.sandboxId, { timeoutMs: 600_000 })
assert.equal(await again.files.read('kept.txt'), 'kept\n')
assert.ok((await again.commands.list()).some((process) => process.pid === sleeper.pid))
seen('pause and connect')

const server = await again.commands.run('cd /tmp && python3 -m http.server 8123', { background: true })
const address = `${process.env.E2B_SANDBOX_URL}/`
const headers = { 'E2b-Sandbox-Id': again.sandboxId, 'E2b-Sandbox-Port': '8123' }
let answer
do answer = await fetch(address, { headers })
while (answer.status === 502)
assert.equal(answer.status, 200)
await server.kill()
seen('a port')

assert.ok(await again.kill())
await assert.rejects(Sandbox.connect(sandbox.sandboxId), SandboxNotFoundError)
assert.deepEqual(await list(ofThisName), [])
seen('kill')
process.exit(0)
