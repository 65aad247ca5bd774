import { createHmac } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { limitJsonBodyTo, readJson } from '#proxy/base/http/json-request.ts'
import { ProblemError } from '#proxy/base/problem.ts'
import { isSame } from '#proxy/base/secrets.ts'
import type { Clock } from '#shared/rules/time.ts'

export type RobotRouteDeps = {
  clientSecret: string
  /** Resolves once the message is stored. */
  take: (data: unknown) => Promise<void>
  now: Clock
}

/** As long as a frame of the Stream line, with the message that a message answers. */
const maxBodyKb = 256

/** DingTalk's bound for the age of a signature (receive-message). */
const maxAgeMs = 60 * 60_000

/**
 * Messages to the robot posted by DingTalk (receive-message). Their signature covers the time alone,
 * not the body.
 */
export function robotRoutes({ clientSecret, take, now }: RobotRouteDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().post('/', limitJsonBodyTo(maxBodyKb), async (c) => {
    const timestamp = c.req.header('timestamp') ?? ''
    const isOurs = isSame(c.req.header('sign') ?? '', robotSignature(clientSecret, timestamp))
    const isNew = Math.abs(now() - Number(timestamp)) <= maxAgeMs
    if (!isOurs || !isNew) {
      throw new ProblemError(
        'invalid-request',
        'The signature of the message is wrong or old. Check the time of this server and DINGTALK_CLIENT_SECRET.',
      )
    }
    await take(await readJson(c, z.unknown()))
    return c.json({})
  })
}

/** @param timestamp in milliseconds, as DingTalk wrote it */
export function robotSignature(clientSecret: string, timestamp: string): string {
  const text = `${timestamp}\n${clientSecret}`
  return createHmac('sha256', clientSecret).update(text).digest('base64')
}
