import { Agent, createServer, get, type RequestListener } from 'node:http'
import { listen } from '#proxy/testing/listen.ts'

// The smallest possible Node servers, for comparison: `static` answers every request with the same
// bytes, `pass-through` makes the calls of a flow view and answers with their bodies.
// Arguments: static <body in base64> <content-encoding>, or pass-through <origin>

const [role = '', argument = '', encoding = 'identity'] = process.argv.slice(2)

function staticAnswer(): RequestListener {
  const body = Buffer.from(argument, 'base64')
  const headers = {
    'content-type': 'application/json',
    'content-length': body.length,
    'content-encoding': encoding,
  }
  return (_request, response) => response.writeHead(200, headers).end(body)
}

function passThrough(): RequestListener {
  const agent = new Agent({ keepAlive: true })
  const read = (path: string) =>
    new Promise<Buffer>((resolve, reject) => {
      const outgoing = get(argument + path, { agent }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => resolve(Buffer.concat(chunks)))
        answer.on('error', reject)
      })
      outgoing.on('error', reject)
    })
  return (request, response) => {
    const taskId = request.url?.split('/').at(-1) ?? ''
    const kinds = ['flowTasks', 'signTasks', 'approvals']
    Promise.all(kinds.map((kind) => read(`/v2.0/esign/${kind}/${taskId}`))).then(
      (bodies) => {
        const length = bodies.reduce((sum, body) => sum + body.length, 0)
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': length })
        for (const body of bodies) response.write(body)
        response.end()
      },
      () => response.destroy(),
    )
  }
}

const server = createServer(role === 'static' ? staticAnswer() : passThrough())
server.keepAliveTimeout = 60_000
const url = await listen(server)
process.on('message', () => process.send?.(url))
