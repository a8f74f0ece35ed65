"""The Gmail sidebar: a Google Workspace add-on whose cards this server answers over HTTP (H2).

Google calls four addresses with an event: ``home`` and ``compose`` when the sidebar opens, ``settings`` from its menu,
``act`` for every click. Who it is, is said by the event's two tokens alone, never by a cookie. An answer is JSON: a
card, what Gmail is to do with the message being written, or both. Nothing here can send a message.
"""
