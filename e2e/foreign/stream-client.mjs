import { createRequire } from 'node:module'
import { argv, stdout } from 'node:process'

// DingTalk's own Stream client, which knows the address of DingTalk only, at another gateway. Prints
// each event that it gets as a line of JSON.

const [gateway, clientId, clientSecret, ...answers] = argv.slice(2)

const here = createRequire(import.meta.url)
const { DWClient } = here('dingtalk-stream')
// The client's own axios, wherever npm has put it.
const axios = createRequire(here.resolve('dingtalk-stream'))('axios')
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace('https://api.dingtalk.com', gateway),
}))

await new DWClient({ clientId, clientSecret })
  .registerAllEventListener((event) => {
    stdout.write(`${JSON.stringify(event)}\n`)
    return { status: answers.shift() ?? 'SUCCESS' }
  })
  .connect()
