@echo off
rem Runs Fanfare on Windows: finds a JDK 25 or later, builds once, and hands over.
rem   FANFARE_JAVA_HOME  the JDK to use      FANFARE_JAVA_OPTS  more options for the JVM
rem   FANFARE_BUILD=1    builds again, after the sources changed
setlocal EnableExtensions
set "FF_HOME=%~dp0"
set "FF_JAR=%FF_HOME%standalone\target\fanfare.jar"
set "FF_JDK="

if defined FANFARE_JAVA_HOME call :fits "%FANFARE_JAVA_HOME%"
if defined JAVA_HOME if not defined FF_JDK call :fits "%JAVA_HOME%"
for /d %%D in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk-*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do (
  if not defined FF_JDK call :fits "%%~D"
)
if not defined FF_JDK (
  echo fanfare: needs a JDK 25 or later, and found none. Get one, for example from adoptium.net,>&2
  echo fanfare: and name it: set FANFARE_JAVA_HOME=C:\path\to\jdk>&2
  exit /b 1
)

if defined FANFARE_BUILD goto build
if exist "%FF_JAR%" goto run

:build
where mvn >nul 2>nul
if errorlevel 1 (
  echo fanfare: building needs Maven 3.8 or later. Get it from maven.apache.org.>&2
  exit /b 1
)
echo fanfare: building, which takes a minute at first ...>&2
set "JAVA_HOME=%FF_JDK%"
call mvn -q -B -f "%FF_HOME%pom.xml" -Dquick -Dmaven.test.skip=true package -pl standalone -am 1>&2
if errorlevel 1 (
  echo fanfare: the build failed.>&2
  exit /b 1
)

:run
set "FF_JIT=-XX:TieredStopAtLevel=1"
set "FF_HEAP=-Xms64m -Xmx2g"
if "%~1"=="up" set "FF_JIT="
if "%~1"=="run" set "FF_JIT="
if "%~1"=="run" set "FF_HEAP=-Xms384m -Xmx384m"
if "%~1 %~2"=="run channels" set "FF_HEAP=-Xms128m -Xmx416m -XX:GCTimeRatio=4"
"%FF_JDK%\bin\java.exe" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseG1GC -XX:+UseCompactObjectHeaders %FF_HEAP% %FF_JIT% %FANFARE_JAVA_OPTS% -jar "%FF_JAR%" %*
exit /b %ERRORLEVEL%

:fits
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "usebackq tokens=2 delims==" %%V in (`findstr /b /c:"JAVA_VERSION=" "%~1\release"`) do (
  for /f "delims=.+-" %%M in ("%%~V") do if %%M GEQ 25 set "FF_JDK=%~1"
)
exit /b 0
