/** A place on the screen, CSS pixels from its upper left corner. */
export type Point = { x: number; y: number }

/** What an engine is started as. */
export type Device = {
  userAgent: string
  width: number
  height: number
  hasTouch: boolean
}

/** A browser of the field with one page, steered from outside. */
export type Engine = {
  open(url: string): Promise<void>
  reload(): Promise<void>
  /** Runs an expression in the page, and waits for it when it is a promise; its value as JSON. */
  evaluate(expression: string): Promise<unknown>
  /** Touches the place, or clicks it where the device has no touch. */
  tap(place: Point): Promise<void>
  /** Types into what has the focus. */
  type(text: string): Promise<void>
  /** A named key, as `KeyboardEvent.key` calls it. */
  press(key: 'Enter' | 'Escape' | 'Tab'): Promise<void>
  /** Moves a finger straight from one place to another and lifts it; only with touch. */
  drag(from: Point, to: Point): Promise<void>
  /** Gives a file to the file field that matches the selector. */
  chooseFile(css: string, path: string): Promise<void>
  /** A PNG of what the screen shows. */
  screenshot(): Promise<Buffer>
  close(): Promise<void>
}
