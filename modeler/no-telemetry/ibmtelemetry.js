#!/usr/bin/env node
// Called by install scripts of @carbon packages under npm versions that do not know allowScripts. Sends nothing.
