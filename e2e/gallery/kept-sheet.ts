import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { Device, Seen } from './look-at.ts'

/** The pictures, boxes and trees that were accepted. */
const keptFolder = join(import.meta.dirname, 'kept')

type Cell = { x: number; y: number; width: number; height: number }

/** What is kept beside the pictures of a page on a device. */
export type KeptFacts = {
  /** The Chromium that drew the pictures. */
  chromium: string
  states: Record<string, { cell: Cell; boxes: string[] }>
}

export type Shots = { name: string; seen: Seen }[]

export const themes = ['light', 'dark'] as const

const fileOf = (name: string) => join(keptFolder, name)

export async function readFacts(name: string): Promise<KeptFacts | null> {
  const text = await readFile(fileOf(`${name}.json`), 'utf8').catch(() => null)
  return text === null ? null : JSON.parse(text)
}

export async function readTree(name: string): Promise<string | null> {
  return readFile(fileOf(`${name}.txt`), 'utf8').catch(() => null)
}

/** The trees of a page's states, one after the other. */
export function treesOf(shots: Shots): string {
  return shots.map(({ name, seen }) => `# ${name}\n\n${seen.tree}\n`).join('\n')
}

/** Keeps what was seen as what is wanted from now on. */
export async function keepSheet(
  canvas: Page,
  name: string,
  device: Device,
  shots: Shots,
): Promise<void> {
  await mkdir(keptFolder, { recursive: true })
  const chromium = canvas.context().browser()?.version() ?? ''
  const facts: KeptFacts = { chromium, states: {} }
  for (const theme of themes) {
    // One picture is in memory at a time.
    const { picture, cells } = await draw(canvas, theme, device, shots)
    for (const [index, shot] of shots.entries()) {
      const cell = cells[index]
      if (cell) facts.states[shot.name] = { cell, boxes: shot.seen.boxes }
    }
    await writeFile(fileOf(`${name}-${theme}.webp`), Buffer.from(picture, 'base64'))
  }
  const lines = Object.entries(facts.states).map(
    ([state, kept]) => `${JSON.stringify(state)}:${JSON.stringify(kept)}`,
  )
  const text = `{"chromium":${JSON.stringify(chromium)},"states":{\n${lines.join(',\n')}\n}}\n`
  await writeFile(fileOf(`${name}.json`), text)
  await writeFile(fileOf(`${name}.txt`), treesOf(shots))
}

export type Difference = {
  /** States that look otherwise, or are new. */
  states: string[]
  /** PNG: what was kept, what is seen, and where they differ; null if nothing does. */
  sideBySide: Buffer | null
}

/** Compares pictures with the kept ones of the same Chromium. */
export async function comparePictures(
  canvas: Page,
  name: string,
  theme: (typeof themes)[number],
  { device, shots, facts }: { device: Device; shots: Shots; facts: KeptFacts },
): Promise<Difference> {
  const { picture, cells } = await draw(canvas, theme, device, shots)
  const kept = await readFile(fileOf(`${name}-${theme}.webp`), 'base64')
  if (kept === picture) return { states: [], sideBySide: null }
  const pairs = shots.flatMap((shot, index) => {
    const now = cells[index]
    return now ? [{ name: shot.name, now, before: facts.states[shot.name]?.cell ?? null }] : []
  })
  const { states, png } = await canvas.evaluate(differences, { kept, picture, pairs })
  return { states, sideBySide: png === null ? null : Buffer.from(png, 'base64') }
}

/** The states whose parts are elsewhere, with the first of them each. */
export function movedBoxes(shots: Shots, facts: KeptFacts): string[] {
  // Another version rounds widths of text in its own way.
  const tolerance = 2
  const numbers = (box: string | undefined) => (box ?? '').split(' ').at(-1)?.split(',').map(Number)
  return shots.flatMap(({ name, seen }) => {
    const kept = facts.states[name]?.boxes
    if (kept === undefined) return [`${name}: new`]
    const index = Array.from({ length: Math.max(kept.length, seen.boxes.length) }).findIndex(
      (_none, at) => {
        const before = numbers(kept[at])
        const now = numbers(seen.boxes[at])
        return (
          kept[at]?.split(' ')[0] !== seen.boxes[at]?.split(' ')[0] ||
          before?.some((each, n) => Math.abs(each - (now?.[n] ?? NaN)) > tolerance) !== false
        )
      },
    )
    return index < 0 ? [] : [`${name}: ${kept[index]} is now ${seen.boxes[index]}`]
  })
}

/** Draws the states side by side into one picture (WebP, base64). */
function draw(
  canvas: Page,
  theme: (typeof themes)[number],
  { width, scale }: Device,
  shots: Shots,
): Promise<{ picture: string; cells: Cell[] }> {
  const pictures = shots.map(({ name, seen }) => ({ name, shot: seen[theme].toString('base64') }))
  return canvas.evaluate(drawn, { pictures, width, scale })
}

// Serialised into the page.

type Drawing = { pictures: { name: string; shot: string }[]; width: number; scale: number }

async function drawn({ pictures, width, scale }: Drawing) {
  const across = width < 768 ? 8 : 4
  // WebP compresses blocks of 16 pixels: on them, and with grey around, a state that others push
  // elsewhere still looks the same.
  const block = 16
  const gap = block
  const label = 2 * block
  const images = await Promise.all(
    pictures.map(async ({ name, shot }) => {
      const image = new Image()
      image.src = `data:image/jpeg;base64,${shot}`
      await image.decode()
      return { name, image }
    }),
  )
  // Each goes into the shortest column, so that the sheet is dense.
  const inBlocks = (length: number) => Math.ceil(length / block) * block
  const column = Math.round(width * scale)
  const step = inBlocks(column) + gap
  const filled = Array.from({ length: Math.min(across, images.length) }, () => gap)
  const cells = images.map(({ image }) => {
    const at = filled.indexOf(Math.min(...filled))
    const height = Math.round(image.height * scale)
    const y = (filled[at] ?? 0) + label
    filled[at] = y + inBlocks(height) + gap
    return { x: gap + at * step, y, width: column, height }
  })
  const sheet = new OffscreenCanvas(gap + filled.length * step, Math.max(...filled))
  const context = sheet.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = '#888'
  context.fillRect(0, 0, sheet.width, sheet.height)
  context.imageSmoothingQuality = 'high'
  context.font = "11px 'Noto Sans SC Variable'"
  for (const [index, { name, image }] of images.entries()) {
    const cell = cells[index]
    if (cell === undefined) continue
    context.fillStyle = '#fff'
    context.fillText(name, cell.x, cell.y - block - 4)
    context.drawImage(image, cell.x, cell.y, cell.width, cell.height)
  }
  const blob = await sheet.convertToBlob({ type: 'image/webp', quality: 0.3 })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return { picture: btoa(binary), cells }
}

type Compared = {
  kept: string
  picture: string
  pairs: { name: string; now: Cell; before: Cell | null }[]
}

async function differences({ kept, picture, pairs }: Compared) {
  /** Of a colour (0 to 255), and how many pixels of a state may have more. */
  const tolerance = 48
  const most = 24
  const read = async (webp: string) => {
    const image = new Image()
    image.src = `data:image/webp;base64,${webp}`
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    const context = canvas.getContext('2d', { willReadFrequently: true })
    if (context === null) throw new Error('no canvas')
    context.drawImage(image, 0, 0)
    return { image, context }
  }
  const [before, now] = await Promise.all([read(kept), read(picture)])
  const found = pairs.flatMap((pair) => {
    const { now: at, before: was } = pair
    if (was === null || was.width !== at.width || was.height !== at.height)
      return [{ ...pair, marks: [] }]
    const a = before.context.getImageData(was.x, was.y, was.width, was.height).data
    const b = now.context.getImageData(at.x, at.y, at.width, at.height).data
    const marks: [number, number][] = []
    for (let index = 0; index < a.length; index += 4) {
      const gap = Math.max(
        Math.abs((a[index] ?? 0) - (b[index] ?? 0)),
        Math.abs((a[index + 1] ?? 0) - (b[index + 1] ?? 0)),
        Math.abs((a[index + 2] ?? 0) - (b[index + 2] ?? 0)),
      )
      if (gap > tolerance) marks.push([(index / 4) % at.width, Math.floor(index / 4 / at.width)])
    }
    return marks.length > most ? [{ ...pair, marks }] : []
  })
  const states = found.map(({ name }) => name)
  if (states.length === 0) return { states, png: null }
  const gap = 8
  const width = Math.max(...found.map(({ now: at }) => at.width))
  const heights = found.map(({ now: at, before: was }) => Math.max(at.height, was?.height ?? 0))
  const sheet = new OffscreenCanvas(
    gap + 3 * (width + gap),
    gap + heights.reduce((sum, height) => sum + height + gap, 0),
  )
  const context = sheet.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = '#888'
  context.fillRect(0, 0, sheet.width, sheet.height)
  let y = gap
  for (const [index, { now: at, before: was, marks }] of found.entries()) {
    const put = (image: HTMLImageElement, cell: Cell, place: number) =>
      context.drawImage(
        image,
        ...([cell.x, cell.y, cell.width, cell.height] as const),
        ...([gap + place * (width + gap), y, cell.width, cell.height] as const),
      )
    if (was) put(before.image, was, 0)
    put(now.image, at, 1)
    put(now.image, at, 2)
    context.fillStyle = '#f0f'
    for (const [left, top] of marks) context.fillRect(gap + 2 * (width + gap) + left, y + top, 1, 1)
    y += (heights[index] ?? 0) + gap
  }
  const blob = await sheet.convertToBlob({ type: 'image/png' })
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return { states, png: btoa(binary) }
}
