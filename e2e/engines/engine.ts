/** A place on the screen, in CSS pixels from the upper left corner. */
export type Point = { x: number; y: number }

export type Device = {
  userAgent: string
  width: number
  height: number
  hasTouch: boolean
}

/** A browser with one page, driven from outside. */
export type Engine = {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Evaluates an expression in the page, awaits it, and returns its value as JSON. */
  evaluate(expression: string): Promise<unknown>
  /** Taps the place, or clicks it where the device has no touch. */
  tap(place: Point): Promise<void>
  type(text: string): Promise<void>
  /** Presses a key, named as in `KeyboardEvent.key`. */
  press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void>
  /** Moves a finger straight from one place to another and lifts it; only with touch. */
  drag(from: Point, to: Point): Promise<void>
  /** Gives a file to the file field that matches the selector. */
  chooseFile(css: string, path: string): Promise<void>
  /** A PNG of the screen. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}
