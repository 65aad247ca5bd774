import { Hono } from 'hono'
import type { AppEnv } from '#proxy/base/http/app-env.ts'
import { answerJson } from '#proxy/base/http/json-answer.ts'
import { openapiDocument, type DocumentOptions } from './openapi-document.ts'

/** `GET /openapi.json`: what other systems may call, and are sent. */
export function openapiRoutes(options: DocumentOptions): Hono<AppEnv> {
  const document = openapiDocument(options)
  return new Hono<AppEnv>().get('/', (c) => answerJson(c, document))
}
