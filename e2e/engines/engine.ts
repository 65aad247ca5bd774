/** A position on the screen, in CSS pixels from the top left corner. */
export type Point = { x: number; y: number }

export type Device = {
  userAgent: string
  width: number
  height: number
  hasTouch: boolean
}

/** A browser with one page, controlled from outside. */
export type Engine = {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Evaluates an expression in the page, awaits it, and returns its value as JSON. */
  evaluate(expression: string): Promise<unknown>
  /** Taps the position, or clicks it on a device without touch. */
  tap(place: Point): Promise<void>
  type(text: string): Promise<void>
  /** Presses a key, named as in `KeyboardEvent.key`. */
  press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void>
  /** Drags a finger in a straight line; only with touch. */
  drag(from: Point, to: Point): Promise<void>
  /** Chooses a file in the file field that matches the selector. */
  chooseFile(css: string, path: string): Promise<void>
  /** A PNG of the screen. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}
