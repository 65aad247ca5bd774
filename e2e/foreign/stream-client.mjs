import { createRequire } from 'node:module'
import { argv, stdout } from 'node:process'

// DingTalk's own Stream client, which knows DingTalk's addresses only, at another server. Prints each
// event that it gets as a line of JSON; with `token`, prints an access token instead; with `robot`,
// prints each message to the robot, and answers it.

const [server, clientId, clientSecret, ...words] = argv.slice(2)

const here = createRequire(import.meta.url)
const { DWClient, TOPIC_ROBOT } = here('dingtalk-stream')
// The client's own axios, wherever npm has put it.
const axios = createRequire(here.resolve('dingtalk-stream'))('axios')
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace(/^https:\/\/o?api\.dingtalk\.com/, server),
}))

const client = new DWClient({ clientId, clientSecret })
if (words[0] === 'token') stdout.write(`${await client.getAccessToken()}\n`)
else if (words[0] === 'robot') {
  client.registerCallbackListener(TOPIC_ROBOT, async (frame) => {
    stdout.write(`${JSON.stringify(frame)}\n`)
    client.socketCallBackResponse(frame.headers.messageId, {})
    const { sessionWebhook, text } = JSON.parse(frame.data)
    const markdown = { title: '收到', text: `收到：${text?.content}` }
    await axios.post(sessionWebhook, { msgtype: 'markdown', markdown })
  })
  await client.connect()
} else {
  client.registerAllEventListener((event) => {
    stdout.write(`${JSON.stringify(event)}\n`)
    return { status: words.shift() ?? 'SUCCESS' }
  })
  await client.connect()
}
