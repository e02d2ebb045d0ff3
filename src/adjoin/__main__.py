"""The front ends put together: the `adjoin` command. It is the only place that knows them all."""

from adjoin.cli.main import app, main
from adjoin.web.serving import serve

app.command("serve")(serve)

__all__ = ["app", "main"]

if __name__ == "__main__":
    main()
