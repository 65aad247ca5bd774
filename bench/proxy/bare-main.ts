import { once } from 'node:events'
import { Agent, createServer, request as sendRequest, type RequestListener } from 'node:http'
import { portOf } from '../../proxy/testing/port-of.ts'

// The least that a server on Node can be, to compare with: `static` answers every request with the
// same bytes, `pass-through` has another server answer it.
// Words: static <body in base64> <content-encoding>, or pass-through <origin>

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
  return (request, response) => {
    const { method, headers } = request
    const address = new URL(request.url ?? '/', argument)
    const outgoing = sendRequest(address, { agent, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    request.pipe(outgoing)
  }
}

const server = createServer(role === 'static' ? staticAnswer() : passThrough())
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.on('message', () => process.send?.(`http://127.0.0.1:${portOf(server)}`))
