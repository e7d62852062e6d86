# The studio in a container:
#   docker build -t dubbing .
#   docker run --rm -p 127.0.0.1:5080:8080 -v dubbing:/data dubbing
# With NVIDIA graphics (the runtime image then has to bring CUDA 12 and cuDNN 9, see CONTRIBUTING.md):
#   docker build --build-arg DUBBING_GPU=cuda --build-arg RUNTIME=<an ASP.NET Core 10 image with CUDA> -t dubbing .
ARG RUNTIME=mcr.microsoft.com/dotnet/aspnet:10.0

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG DUBBING_GPU=none
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src src
COPY wwwroot wwwroot
RUN dotnet publish src/Studio -c Release -p:DubbingGpu=${DUBBING_GPU} -p:UseAppHost=false -o /app/studio \
 && dotnet publish src/CommandLine -c Release -p:DubbingGpu=${DUBBING_GPU} -p:UseAppHost=false -o /app/dub

FROM ${RUNTIME}
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      ca-certificates curl ffmpeg fonts-noto-cjk open-jtalk-mecab-naist-jdic \
 && rm -rf /var/lib/apt/lists/* \
 && mkdir /data && chown 1654:1654 /data
COPY --from=build /app /app
COPY voices /app/voices
ENV DUBBING_DATA=/data \
    DUBBING_VOICES=/app/voices \
    ASPNETCORE_HTTP_PORTS= \
    DOTNET_EnableDiagnostics=0 \
    DOTNET_CLI_TELEMETRY_OPTOUT=1 \
    ORT_DISABLE_TELEMETRY=1
VOLUME /data
EXPOSE 8080
# A number, not a name: orchestrators can then check that it is not root. It is the images' own user "app".
USER 1654
WORKDIR /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD curl -fsS http://127.0.0.1:8080/healthz || exit 1
# Inside the container it has to listen on every address; publish the port on 127.0.0.1 only, since the studio has no log-in. Asked under
# another name than localhost it does not answer: add one with -e Studio__AllowedHosts__0=dub.example.
ENTRYPOINT ["dotnet", "/app/studio/Dubbing.Studio.dll"]
ENV Studio__AllowedHosts__9=localhost
CMD ["--urls", "http://0.0.0.0:8080"]
