import type { ReactNode } from 'react'

/** A drawing in two tones and an accent of the theme's colours. */
function drawing(shapes: ReactNode) {
  return (
    <svg className="drawing" width="128" height="104" viewBox="0 0 128 104" aria-hidden="true">
      {shapes}
    </svg>
  )
}

/** The ground on which all stand. */
const ground = <ellipse className="drawing-accent" cx="64" cy="92" rx="50" ry="8" />

/** A sheet with a folded corner, from 36 to 84 by 12 to 88. */
const sheet = (
  <>
    <path
      className="drawing-fill"
      d="M40 12h30l14 14v58a4 4 0 0 1-4 4H40a4 4 0 0 1-4-4V16a4 4 0 0 1 4-4z"
    />
    <path className="drawing-accent" d="M70 12v10a4 4 0 0 0 4 4h10z" />
    <path d="M70 12H40a4 4 0 0 0-4 4v68a4 4 0 0 0 4 4h40a4 4 0 0 0 4-4V26L70 12v10a4 4 0 0 0 4 4h10" />
  </>
)

/** What a message in place of content stands for. */
export const drawings = {
  /** A contract with a pen: nothing there. */
  empty: drawing(
    <>
      {ground}
      {sheet}
      <path d="M46 38h26M46 49h18M46 74c4-8 7-8 8-3s4 4 7-1" />
      <path className="drawing-accent" d="M96 36l9 9-28 28-13 4 4-13z" />
      <path d="M96 36l9 9-28 28-13 4 4-13zM89 43l9 9M68 64l9 9" />
    </>,
  ),
  /** A sheet with a lock: not allowed. */
  refused: drawing(
    <>
      {ground}
      {sheet}
      <path d="M46 38h26M46 49h14" />
      <path
        className="drawing-accent"
        d="M68 60h32a4 4 0 0 1 4 4v20a4 4 0 0 1-4 4H68a4 4 0 0 1-4-4V64a4 4 0 0 1 4-4z"
      />
      <path d="M68 60h32a4 4 0 0 1 4 4v20a4 4 0 0 1-4 4H68a4 4 0 0 1-4-4V64a4 4 0 0 1 4-4zM74 60v-8a10 10 0 0 1 20 0v8M84 71v6" />
    </>,
  ),
  /** A cloud with a cross: no network. */
  network: drawing(
    <>
      {ground}
      <path
        className="drawing-fill"
        d="M40 76a18 18 0 0 1-3-35.7A26 26 0 0 1 87 38a19.5 19.5 0 0 1 2 38z"
      />
      <path d="M40 76a18 18 0 0 1-3-35.7A26 26 0 0 1 87 38a19.5 19.5 0 0 1 14 10" />
      <circle className="drawing-accent" cx="92" cy="70" r="18" />
      <path d="M74 70a18 18 0 1 0 36 0 18 18 0 0 0-36 0zM86 64l12 12M98 64L86 76M40 76h26" />
    </>,
  ),
  /** A plug out of its socket: not set up. */
  setup: drawing(
    <>
      {ground}
      <path className="drawing-fill" d="M24 38h20a14 14 0 0 1 0 28H24z" />
      <path d="M24 34v36M24 38h20a14 14 0 0 1 0 28H24M24 52H8M58 46h9M58 58h9" />
      <path className="drawing-accent" d="M104 36H90a16 16 0 0 0 0 32h14z" />
      <path d="M104 32v40M104 36H90a16 16 0 0 0 0 32h14M104 52h16M86 46h-5M86 58h-5" />
    </>,
  ),
  /** A clock: later. */
  later: drawing(
    <>
      {ground}
      <circle className="drawing-fill" cx="64" cy="50" r="36" />
      <path className="drawing-accent" d="M64 50V22a28 28 0 0 1 24.2 42z" />
      <path d="M28 50a36 36 0 1 0 72 0 36 36 0 0 0-72 0zM64 28v22l16 9M64 18v1M96 50h-1M64 82v-1M32 50h1" />
    </>,
  ),
  /** For people who do not know the app yet. */
  logo: <img src="/share-icon.png" alt="" width="56" height="56" />,
}
