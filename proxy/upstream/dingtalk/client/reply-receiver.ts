import type { Dispatcher } from 'undici'

export type ReceivedReply = { status: number; contentType: string; bytes: Uint8Array<ArrayBuffer> }

/**
 * undici's `request` makes a stream for each reply, which costs more than everything else for a few
 * kilobytes.
 */
export class ReplyReceiver implements Dispatcher.DispatchHandler {
  /** Rejects with undici's errors, or with the reason of the abort. */
  readonly reply: Promise<ReceivedReply>
  readonly #maxBytes: number
  #resolve!: (reply: ReceivedReply) => void
  #reject!: (reason: unknown) => void
  #abortedBy: Error | null = null
  #controller: Dispatcher.DispatchController | null = null
  /** 0 until the response starts. */
  #status = 0
  #contentType = ''
  /** Large bodies are joined as they arrive; joining them at the end would block the loop. */
  #whole: Uint8Array<ArrayBuffer> | null = null
  #chunks: Uint8Array[] = []
  #length = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  get hasStarted(): boolean {
    return this.#status !== 0
  }

  abort(reason: Error): void {
    this.#abortedBy = reason
    this.#reject(reason)
    this.#controller?.abort(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    // It was aborted while waiting for a connection.
    if (this.#abortedBy !== null) controller.abort(this.#abortedBy)
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | string[] | undefined>>,
  ): void {
    this.#status = status
    this.#contentType = firstOf(headers['content-type'])
    const length = Number(firstOf(headers['content-length']))
    if (length > 0 && length <= this.#maxBytes) this.#whole = new Uint8Array(length)
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#whole === null) this.#chunks.push(chunk)
    else this.#whole.set(chunk, this.#length)
    this.#length += chunk.length
  }

  onResponseEnd(): void {
    const bytes = this.#whole ?? joined(this.#chunks, this.#length)
    this.#resolve({ status: this.#status, contentType: this.#contentType, bytes })
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error)
  }
}

function firstOf(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? ''
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
