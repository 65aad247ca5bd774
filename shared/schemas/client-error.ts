import { z } from 'zod'

/** Body of `POST /api/client-errors`: an error of a page, without anything of its contents. */
export const clientErrorSchema = z.object({
  /** Its class, say `TypeError`. */
  name: z.string().regex(/^\w{1,50}$/),
  message: z.string().max(500),
  /** The app's file, which tells the build; null where it is not built. */
  build: z
    .string()
    .regex(/^app-[\w-]{8}\.js$/)
    .nullable(),
  /** Path, line and column, the innermost place first; the path of a script in the page is `/`. */
  places: z.array(z.string().regex(/^\/(?:assets\/[\w-]{1,80}\.js)?:\d{1,7}:\d{1,7}$/)).max(20),
})

export type ClientError = z.infer<typeof clientErrorSchema>
