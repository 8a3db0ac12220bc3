# Names: nothing in src/ knows a file of models/, envs/ or experiments/.

BEGIN {
  for (i = 1; i < ARGC; i++)
    if (ARGV[i] ~ /^(models|envs|experiments)\//) {
      n = split(ARGV[i], part, "/")
      known[part[1] "/" part[2]] = ARGV[i]
      if (part[n] ~ /[.]ya?ml$/)
        known[part[n]] = ARGV[i]
    }
  only("^src/")
}

{
  split("", said)
  for (name in known)
    if (!(known[name] in said) && (at = index($0, name))) {
      before = at > 1 ? substr($0, at - 1, 1) : ""
      after = substr($0, at + length(name), 1)
      if (before !~ /[A-Za-z0-9_]/ && after !~ /[A-Za-z0-9_]/) {
        complain(here(), "it names " known[name])
        said[known[name]] = 1
      }
    }
}
