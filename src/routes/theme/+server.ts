/** Keeps the chosen theme in a cookie and goes back to where it was chosen. */
import { redirect } from '@sveltejs/kit';
import { pathOf, THEME_COOKIE, themeOf } from '$lib/ui/state/theme';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 31_536_000;

export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  cookies.set(THEME_COOKIE, themeOf(form.get('theme')), {
    path: '/',
    maxAge: YEAR_SECONDS,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:'
  });
  redirect(303, pathOf(form.get('back')));
};
