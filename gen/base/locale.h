/* The language of the messages. Chinese whenever the environment asks for it,
 * also where the system has no Chinese locale, as minimal systems have not.
 * Numbers and text are always treated alike: LC_NUMERIC stays "C", LC_CTYPE
 * is UTF-8, so that what is written never depends on where it is written. */
#ifndef BASE_LOCALE_H
#define BASE_LOCALE_H

/* Chooses the language by LC_ALL, LC_MESSAGES, LANG and LANGUAGE, and takes
 * the messages from ../share/locale beside the program's folder; English when
 * there are none. Call it once, before the first message. */
void locale_start(void);

#endif
