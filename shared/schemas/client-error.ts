import { z } from 'zod'

/** Body of `POST /api/client-errors`: an error of a page, without any of its content. */
export const clientErrorSchema = z.object({
  /** Its class, such as `TypeError`. */
  name: z.string().regex(/^\w{1,50}$/),
  message: z.string().max(500),
  /** The app's file name, which identifies the build; null in development. */
  build: z
    .string()
    .regex(/^app-[\w-]{8}\.js$/)
    .nullable(),
  /** Path, line and column, innermost first; the path of an inline script is `/`. */
  places: z.array(z.string().regex(/^\/(?:assets\/[\w-]{1,80}\.js)?:\d{1,7}:\d{1,7}$/)).max(20),
})

export type ClientError = z.infer<typeof clientErrorSchema>
