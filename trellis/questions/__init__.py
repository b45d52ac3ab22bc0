"""Questionnaires as data: asked in waves, answered without an account, counted with n.

Words: *questionnaire* (what is asked, again and again), *version* (its questions at one time;
frozen once a wave is opened on it), *wave* (one time of asking, of a known number of people),
*one-use link* (lets somebody answer once; nothing of it is left afterwards), *return address*
(where somebody who has not finished finds what they wrote), *response* (what one person answered),
*mailing* (invitations or reminders sent in one act), *attached file* (what they sent with it),
*handle* (by which a page speaks of one not sent yet), *breakdown* (the one question by which the
answers of a wave are told apart), *response rate*.

Serves 001 4.2-4.8 and App 1 (surveys of members); 003 indicators 2, 7, 9, 10, 12, 19, 20, 22-24,
27, 28; mission 16, 23.
"""
