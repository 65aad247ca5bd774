import { expect, it } from 'vitest'
import { checkPackages } from './packages.mjs'

const dependencies = new Set(['hono', '@hono/node-server'])

it.each([
  'import { WebSocketServer } from "ws"',
  'import "ws/lib/receiver.js"',
  'export { WebSocket } from "ws"',
  'export * from "ws"',
  'const load = () => import("ws")',
  'const ws = __require("ws")',
])('finds a package that is no dependency: %s', (code) => {
  expect(checkPackages(code, dependencies)).toEqual(['imports ws, which is no dependency'])
})

it('finds one with a scope', () => {
  expect(checkPackages('import "@types/node/fs"', dependencies)).toEqual([
    'imports @types/node, which is no dependency',
  ])
})

it.each([
  'import { Hono } from "hono"; import { html } from "hono/html"',
  'import { serve } from "@hono/node-server/utils/response"',
  'import { join } from "node:path"; import fs from "fs"',
  'import("./played.js"); import("#web/app/app.tsx"); import(name)',
  'require(session, "ws")',
])('accepts dependencies, built-in modules and own files: %s', (code) => {
  expect(checkPackages(code, dependencies)).toEqual([])
})
