import { z } from 'zod'

/** See `EpochMs`. */
export const epochMs = z.number()
