#!/usr/bin/python3
"""WebKitGTK with a profile that is still there after a restart, for WebKitWebDriver.

Debian's own MiniBrowser forgets everything when it is automated: its session is always a private one. A phone does
not, and a story that closes the browser needs one that does not either. The profile is the folder ANJIAN_PROFILE.
"""

import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

profile = os.environ["ANJIAN_PROFILE"]
manager = WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")
context = WebKit2.WebContext(website_data_manager=manager)
context.set_automation_allowed(True)


def view_for(_session):
    view = WebKit2.WebView(web_context=context, is_controlled_by_automation=True)
    view.get_settings().set_enable_write_console_messages_to_stdout(True)
    window = Gtk.Window(default_width=390, default_height=844)
    window.add(view)
    window.show_all()
    view.connect("close", lambda _view: window.destroy())
    window.connect("destroy", lambda _window: Gtk.main_quit())
    return view


def started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("anjian-stories")
    info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    session.set_application_info(info)
    session.connect("create-web-view", view_for)


context.connect("automation-started", started)
if "--automation" not in sys.argv:
    sys.exit("webkit.py: WebKitWebDriver starts this")
Gtk.main()
