# Words: no file speaks of one machine's folders or of the hosts of package registries.

BEGIN {
  only("[.](c|h|cc|sh|awk|py|txt|md|cff|ya?ml|csv|svg|json)$|^Makefile$|^[.]")
  folders = "(^|[^A-Za-z0-9_.~<>$}/-])/(work|tmp|root|home|mnt|opt/[a-z]*env)(/|[^A-Za-z0-9_/]|$)"
  hosts = "(deb|snapshot|security)[.]debian[.]org|pypi[.]org|pythonhosted[.]org|" \
          "npmjs[.](org|com)|crates[.]io|proxy[.]golang[.]org|repo1?[.]maven|maven[.]org|" \
          "packages[.]cloud|nodesource[.]com"
}

$0 ~ folders {
  complain(here(), "a folder of one machine")
}

$0 ~ hosts {
  complain(here(), "a host of a package registry")
}
