# Files: every world, every model and every experiment of the project is well, each by its name.

. tests/sentence.sh

mkdir -p "$scratch/experiments"
ln -s "$PWD/envs" "$PWD/models" "$scratch"

# Whether a world and a model go together.
pair() {
  cat > "$scratch/experiments/pair.yaml" << END
about: $2 in $1.
env:   $1
model: $2
phases: [{name: live, episodes: 3}]
END
  "$ACCUMBENS" run "$scratch/experiments/pair.yaml" --seeds 2 --quiet --out "$scratch/$1.$2"
}

world_for() {
  case $1 in
    serial_compound) echo delay_conditioning ;;
    *) echo four_rooms ;;
  esac
}

model_for() {
  case $1 in
    delay_conditioning) echo serial_compound ;;
    jumping_gridworld) echo none ;; # an episode would never end
    *) echo td ;;
  esac
}

for file in models/*.yaml; do
  model=$(basename "$file" .yaml)
  holds "the model $model lives" pair "$(world_for "$model")" "$model"
done
for file in envs/*.yaml; do
  env=$(basename "$file" .yaml)
  model=$(model_for "$env")
  [ "$model" = none ] || holds "animals live in $env" pair "$env" "$model"
done
for file in experiments/*.yaml; do
  holds "$file is well" "$ACCUMBENS" check "$file"
done
for file in envs/*.yaml models/*.yaml experiments/*.yaml; do
  sed 1q "$file" > "$scratch/caption"
  holds "$file opens with a caption" grep -q '^# [A-Z].*: .*[.]$' "$scratch/caption"
done
finish
