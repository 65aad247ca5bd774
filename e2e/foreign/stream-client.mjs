import { createRequire } from 'node:module'
import { argv, stdout } from 'node:process'

// DingTalk's own Stream client, which knows DingTalk's addresses only, at another server. Prints each
// event that it gets as a line of JSON; with `token`, prints an access token instead.

const [server, clientId, clientSecret, ...words] = argv.slice(2)

const here = createRequire(import.meta.url)
const { DWClient } = here('dingtalk-stream')
// The client's own axios, wherever npm has put it.
const axios = createRequire(here.resolve('dingtalk-stream'))('axios')
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace(/^https:\/\/o?api\.dingtalk\.com/, server),
}))

const client = new DWClient({ clientId, clientSecret })
if (words[0] === 'token') stdout.write(`${await client.getAccessToken()}\n`)
else {
  client.registerAllEventListener((event) => {
    stdout.write(`${JSON.stringify(event)}\n`)
    return { status: words.shift() ?? 'SUCCESS' }
  })
  await client.connect()
}
